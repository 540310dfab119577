from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_rules.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    l_0_fact = missing
    try:
        t_1 = environment.filters['upper']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'upper' found.")
    pass
    def macro(l_1_label, l_1_text):
        t_2 = []
        if l_1_label is missing:
            l_1_label = undefined("parameter 'label' was not provided", name='label')
        if l_1_text is missing:
            l_1_text = undefined("parameter 'text' was not provided", name='text')
        pass
        if l_1_text:
            pass
            t_2.extend((
                '<div><dt>',
                escape(l_1_label),
                '</dt><dd>',
                escape(l_1_text),
                '</dd></div>\n',
            ))
        return concat(t_2)
    context.exported_vars.add('fact')
    context.vars['fact'] = l_0_fact = Macro(environment, macro, 'fact', ('label', 'text'), False, False, False, context.eval_ctx.autoescape)
    yield '<section aria-labelledby="rules">\n<h2 id="rules">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rules-title'))
    yield '</h2>\n<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rules-intro'))
    yield '</p>\n'
    l_1_loop = missing
    for l_1_rule, l_1_loop in LoopContext(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entries'), undefined):
        _loop_vars = {}
        pass
        yield '<article class="entry" id="'
        yield escape(environment.getitem(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids'), environment.getattr(l_1_rule, 'id')))
        yield '" aria-labelledby="entry-'
        yield escape(environment.getattr(l_1_loop, 'index'))
        yield '">\n<h3 id="entry-'
        yield escape(environment.getattr(l_1_loop, 'index'))
        yield '"><code>'
        yield escape(environment.getattr(l_1_rule, 'id'))
        yield '</code></h3>\n<p>'
        yield escape(environment.getattr(l_1_rule, 'summary'))
        yield '</p>\n<dl class="advice">\n'
        yield escape(context.call((undefined(name='fact') if l_0_fact is missing else l_0_fact), environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'why'), environment.getattr(l_1_rule, 'why'), _loop_vars=_loop_vars))
        yield '\n'
        yield escape(context.call((undefined(name='fact') if l_0_fact is missing else l_0_fact), environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'todo'), environment.getattr(l_1_rule, 'fix'), _loop_vars=_loop_vars))
        yield '\n'
        yield escape(context.call((undefined(name='fact') if l_0_fact is missing else l_0_fact), environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'limits'), environment.getattr(l_1_rule, 'limits'), _loop_vars=_loop_vars))
        yield '\n'
        if environment.getattr(l_1_rule, 'origin'):
            pass
            yield '<div><dt>'
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rule-origin', _loop_vars=_loop_vars))
            yield '</dt><dd>'
            yield escape(t_1(environment.getattr(l_1_rule, 'origin')[:1]))
            yield escape(environment.getattr(l_1_rule, 'origin')[1:])
            yield '.'
            if environment.getattr(l_1_rule, 'note'):
                pass
                yield ' '
                yield escape(environment.getattr(l_1_rule, 'note'))
            if environment.getattr(l_1_rule, 'changed'):
                pass
                yield ' <strong>'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.set-by-contract', _loop_vars=_loop_vars))
                yield '</strong> '
                yield escape(environment.getattr(l_1_rule, 'changed'))
            if environment.getattr(l_1_rule, 'source'):
                pass
                yield ' <a href="'
                yield escape(environment.getattr(l_1_rule, 'source'))
                yield '" rel="noreferrer">'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rule-source', _loop_vars=_loop_vars))
                yield '<span class="unseen">'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rule-source-of', rule=environment.getattr(l_1_rule, 'id'), _loop_vars=_loop_vars))
                yield '</span></a>'
            yield '</dd></div>\n'
        yield escape(context.call((undefined(name='fact') if l_0_fact is missing else l_0_fact), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rule-clauses', _loop_vars=_loop_vars), environment.getattr(l_1_rule, 'clauses'), _loop_vars=_loop_vars))
        yield '\n'
        yield escape(context.call((undefined(name='fact') if l_0_fact is missing else l_0_fact), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rule-pack', _loop_vars=_loop_vars), environment.getattr(l_1_rule, 'pack'), _loop_vars=_loop_vars))
        yield '\n'
        if environment.getattr(l_1_rule, 'places'):
            pass
            yield '<div><dt>'
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.rule-places', _loop_vars=_loop_vars))
            yield '</dt><dd>'
            l_2_loop = missing
            for (l_2_target, l_2_words), l_2_loop in LoopContext(environment.getattr(l_1_rule, 'places'), undefined):
                _loop_vars = {}
                pass
                yield '<a href="#'
                yield escape(l_2_target)
                yield '">'
                yield escape(l_2_words)
                yield '</a>'
                yield escape(('; ' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 21 in '_rules.html.j2' evaluated to false and no else section was defined.")))
            l_2_loop = l_2_target = l_2_words = missing
            yield '</dd></div>\n'
        yield '</dl>\n</article>\n'
    l_1_loop = l_1_rule = missing
    yield '</section>\n'

blocks = {}
debug_info = '1=20&2=31&5=40&6=42&7=45&8=49&9=53&10=57&12=59&13=61&14=63&15=65&16=68&18=93&19=95&20=97&21=100'
