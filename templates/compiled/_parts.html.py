from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_parts.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_tag = l_0_pairs = l_0_region = l_0_rule = missing
    try:
        t_1 = environment.filters['lower']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'lower' found.")
    try:
        t_2 = environment.filters['urlencode']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'urlencode' found.")
    pass
    def macro(l_1_kind, l_1_word):
        t_3 = []
        if l_1_kind is missing:
            l_1_kind = undefined("parameter 'kind' was not provided", name='kind')
        if l_1_word is missing:
            l_1_word = undefined("parameter 'word' was not provided", name='word')
        pass
        t_3.extend((
            '<span class="tag tag-',
            escape(t_1(l_1_kind)),
            '">',
            escape(l_1_word),
            '</span>',
        ))
        return concat(t_3)
    context.exported_vars.add('tag')
    context.vars['tag'] = l_0_tag = Macro(environment, macro, 'tag', ('kind', 'word'), False, False, False, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_items):
        t_4 = []
        if l_1_items is missing:
            l_1_items = undefined("parameter 'items' was not provided", name='items')
        pass
        t_4.append(
            '<dl class="pairs">\n',
        )
        for (l_2_label, l_2_value) in l_1_items:
            _loop_vars = {}
            pass
            t_4.extend((
                '<div><dt>',
                escape(l_2_label),
                '</dt><dd>',
                escape(l_2_value),
                '</dd></div>\n',
            ))
        l_2_label = l_2_value = missing
        t_4.append(
            '</dl>\n',
        )
        return concat(t_4)
    context.exported_vars.add('pairs')
    context.vars['pairs'] = l_0_pairs = Macro(environment, macro, 'pairs', ('items',), False, False, False, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_label, l_1_caller):
        t_5 = []
        if l_1_label is missing:
            l_1_label = undefined("parameter 'label' was not provided", name='label')
        pass
        t_5.extend((
            '<div class="scroll" role="region" tabindex="0" aria-label="',
            escape(l_1_label),
            '">\n',
            escape(context.call(l_1_caller)),
            '\n</div>\n',
        ))
        return concat(t_5)
    context.exported_vars.add('region')
    context.vars['region'] = l_0_region = Macro(environment, macro, 'region', ('label',), False, False, True, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_id, l_1_ids):
        t_6 = []
        if l_1_id is missing:
            l_1_id = undefined("parameter 'id' was not provided", name='id')
        if l_1_ids is missing:
            l_1_ids = undefined("parameter 'ids' was not provided", name='ids')
        pass
        if (l_1_id in l_1_ids):
            pass
            t_6.extend((
                '<a href="#',
                escape(t_2(environment.getitem(l_1_ids, l_1_id))),
                '"><code>',
                escape(l_1_id),
                '</code></a>',
            ))
        else:
            pass
            t_6.extend((
                '<code>',
                escape(l_1_id),
                '</code>',
            ))
        return concat(t_6)
    context.exported_vars.add('rule')
    context.vars['rule'] = l_0_rule = Macro(environment, macro, 'rule', ('id', 'ids'), False, False, False, context.eval_ctx.autoescape)

blocks = {}
debug_info = '1=24&3=42&5=50&6=55&11=68&12=75&13=77&17=84'
