from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_by_rule.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    l_0_part = missing
    pass
    included_template = environment.get_template('_findings.html.j2', '_by_rule.html.j2')._get_default_module(context)
    l_0_part = getattr(included_template, 'part', missing)
    if l_0_part is missing:
        l_0_part = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_by_rule.html.j2') does not export the requested name 'part'", name='part')
    context.vars['part'] = l_0_part
    context.exported_vars.discard('part')
    yield '<section aria-labelledby="by-rule">\n<h2 id="by-rule">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.by-rule-title'))
    yield '</h2>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'ways'):
        pass
        yield '<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.by-rule-intro'))
        yield ' <a href="#by-case">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.to-case'))
        yield '</a></p>\n'
    for l_1_item in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'sections'):
        _loop_vars = {}
        pass
        yield escape(context.call((undefined(name='part') if l_0_part is missing else l_0_part), l_1_item, environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids'), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), _loop_vars=_loop_vars))
        yield '\n'
    l_1_item = missing
    yield '</section>\n'

blocks = {}
debug_info = '1=14&3=21&4=23&5=26&7=30&8=33'
