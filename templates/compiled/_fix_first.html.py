from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_fix_first.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_page = resolve('page')
    l_0_say = resolve('say')
    l_0_rule = l_0_first = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_fix_first.html.j2')._get_default_module(context)
    l_0_rule = getattr(included_template, 'rule', missing)
    if l_0_rule is missing:
        l_0_rule = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_fix_first.html.j2') does not export the requested name 'rule'", name='rule')
    context.vars['rule'] = l_0_rule
    context.exported_vars.discard('rule')
    l_0_first = environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'fixes_first')
    context.vars['first'] = l_0_first
    context.exported_vars.add('first')
    yield '<section aria-labelledby="fix-first">\n<h2 id="fix-first">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.fix-first-title'))
    yield '</h2>\n'
    if environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'causes'):
        pass
        yield '<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.fix-first-intro'))
        yield '</p>\n<ol class="causes">\n'
        l_1_loop = missing
        for l_1_cause, l_1_loop in LoopContext(environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'causes'), undefined):
            _loop_vars = {}
            pass
            yield '<li class="cause">\n<p class="lead">'
            yield escape(environment.getattr(l_1_cause, 'said'))
            yield '</p>\n<dl class="advice">\n<div><dt>'
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.clears-label', _loop_vars=_loop_vars))
            yield '</dt><dd><strong>'
            yield escape(environment.getattr(l_1_cause, 'effect'))
            yield '</strong></dd></div>\n'
            if environment.getattr(l_1_cause, 'place'):
                pass
                yield '<div><dt>'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.place-label', _loop_vars=_loop_vars))
                yield '</dt><dd class="ref">'
                yield escape(environment.getattr(l_1_cause, 'place'))
                yield '</dd></div>\n'
            if environment.getattr(l_1_cause, 'rules'):
                pass
                yield '<div><dt>'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.goes-label', _loop_vars=_loop_vars))
                yield '</dt><dd>'
                l_2_loop = missing
                for (l_2_id, l_2_goes), l_2_loop in LoopContext(environment.getattr(l_1_cause, 'rules'), undefined):
                    _loop_vars = {}
                    pass
                    yield escape(l_2_goes)
                    yield ' '
                    yield escape(context.call((undefined(name='rule') if l_0_rule is missing else l_0_rule), l_2_id, environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids'), _loop_vars=_loop_vars))
                    yield escape((', ' if (not environment.getattr(l_2_loop, 'last')) else cond_expr_undefined("the inline if-expression on line 17 in '_fix_first.html.j2' evaluated to false and no else section was defined.")))
                l_2_loop = l_2_id = l_2_goes = missing
                if environment.getattr(l_1_cause, 'more'):
                    pass
                    yield ' '
                    yield escape(environment.getattr(l_1_cause, 'more'))
                yield '</dd></div>\n'
            if environment.getattr(l_1_cause, 'safe'):
                pass
                yield '<div><dt>'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.safe-label', _loop_vars=_loop_vars))
                yield '</dt><dd>'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.safe', _loop_vars=_loop_vars))
                yield '</dd></div>\n'
            yield '</dl>\n</li>\n'
        l_1_loop = l_1_cause = missing
        yield '</ol>\n'
        if environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'cut'):
            pass
            yield '<p class="cut">'
            yield escape(environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'cut'))
            yield '</p>\n'
    elif (not environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'awaited')):
        pass
        yield '<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.nothing-clears'))
        yield '</p>\n'
    yield '<p'
    if (not environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'awaited')):
        pass
        yield ' class="small"'
    yield '>'
    yield escape(environment.getattr((undefined(name='first') if l_0_first is missing else l_0_first), 'tried'))
    yield '</p>\n</section>\n'

blocks = {}
debug_info = '1=14&2=20&4=24&5=26&6=29&8=32&10=36&12=38&13=42&14=45&16=49&17=52&19=68&20=71&26=78&27=81&29=83&30=86&32=89'
