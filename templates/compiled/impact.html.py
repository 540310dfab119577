from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'impact.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    parent_template = None
    l_0_region = missing
    pass
    parent_template = environment.get_template('base.html.j2', 'impact.html.j2')
    for name, parent_block in parent_template.blocks.items():
        context.blocks.setdefault(name, []).append(parent_block)
    included_template = environment.get_template('_parts.html.j2', 'impact.html.j2')._get_default_module(context)
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'impact.html.j2') does not export the requested name 'region'", name='region')
    context.vars['region'] = l_0_region
    context.exported_vars.discard('region')
    yield from parent_template.root_render_func(context)

def block_title(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    l_0_page = resolve('page')
    pass
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'title'))

def block_main(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    l_0_page = resolve('page')
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    yield '<h1>'
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'title'))
    yield '</h1>\n'
    for l_1_line in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'closing'):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(l_1_line)
        yield '</p>\n'
    l_1_line = missing
    l_1_loop = missing
    for l_1_group, l_1_loop in LoopContext(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'groups'), undefined):
        l_1_region = resolve('region')
        _loop_vars = {}
        pass
        yield '<section aria-labelledby="group-'
        yield escape(environment.getattr(l_1_loop, 'index'))
        yield '">\n<h2 id="group-'
        yield escape(environment.getattr(l_1_loop, 'index'))
        yield '">'
        yield escape(environment.getattr(l_1_group, 'title'))
        yield ' ('
        yield escape(t_1(environment.getattr(l_1_group, 'lines')))
        yield ')</h2>\n'
        def macro():
            t_2 = []
            pass
            t_2.extend((
                '<table>\n<caption class="unseen">',
                escape(environment.getattr(l_1_group, 'title')),
                ': provider, clause, verdict before and after, and the rules behind it</caption>\n<thead><tr><th scope="col">Provider</th><th scope="col">Period</th><th scope="col">File</th><th scope="col">Clause</th><th scope="col">Verdict</th><th scope="col">Rules behind it</th></tr></thead>\n<tbody>\n',
            ))
            for l_3_line in environment.getattr(l_1_group, 'lines'):
                _loop_vars = {}
                pass
                t_2.extend((
                    '<tr><th scope="row">',
                    escape(environment.getattr(l_3_line, 'provider')),
                    '</th><td class="period">',
                    escape(environment.getattr(l_3_line, 'period')),
                    '</td><td class="file">',
                    escape(environment.getattr(l_3_line, 'file')),
                    '</td><td>',
                    escape(environment.getattr(l_3_line, 'clause')),
                    '</td><td>',
                    escape(environment.getattr(l_3_line, 'verdicts')),
                    '</td><td class="words">',
                ))
                for l_4_rule in environment.getattr(l_3_line, 'rules'):
                    _loop_vars = {}
                    pass
                    t_2.extend((
                        '<p>',
                        escape(l_4_rule),
                        '</p>',
                    ))
                l_4_rule = missing
                t_2.append(
                    '</td></tr>\n',
                )
            l_3_line = missing
            t_2.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_2)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_1_region is missing else l_1_region), markup_join(('Table: ', environment.getattr(l_1_group, 'title'), )), caller=caller, _loop_vars=_loop_vars)
        yield '</section>\n'
    l_1_loop = l_1_group = l_1_region = missing
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unread'):
        pass
        yield '<h2>Could not be read</h2>\n<ul>\n'
        for (l_1_file, l_1_why) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unread'):
            _loop_vars = {}
            pass
            yield '<li><strong>'
            yield escape(l_1_file)
            yield '</strong>: '
            yield escape(l_1_why)
            yield '</li>\n'
        l_1_file = l_1_why = missing
        yield '</ul>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'alone'):
        pass
        yield '<h2>Clauses that only one edition has</h2>\n<p>How many returns get which verdict there.</p>\n<ul>\n'
        for l_1_line in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'alone'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_line)
            yield '</li>\n'
        l_1_line = missing
        yield '</ul>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'raised'):
        pass
        yield '<h2>Rules with another result that change no verdict</h2>\n<ul>\n'
        for l_1_line in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'raised'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_line)
            yield '</li>\n'
        l_1_line = missing
        yield '</ul>\n'

def block_foot(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    pass
    yield '<p>Made on this computer. Nothing was sent anywhere.</p>\n'

blocks = {'title': block_title, 'main': block_main, 'foot': block_foot}
debug_info = '1=13&2=16&3=24&4=35&5=51&6=53&7=57&9=61&10=66&11=68&12=74&14=79&17=82&18=87&12=116&25=119&28=122&29=126&33=132&37=135&38=139&42=143&45=146&46=150&51=155'
