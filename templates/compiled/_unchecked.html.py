from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_unchecked.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    l_0_region = l_0_stopped = missing
    try:
        t_1 = environment.filters['join']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'join' found.")
    try:
        t_2 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    included_template = environment.get_template('_parts.html.j2', '_unchecked.html.j2')._get_default_module(context)
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_unchecked.html.j2') does not export the requested name 'region'", name='region')
    context.vars['region'] = l_0_region
    context.exported_vars.discard('region')
    def macro(l_1_reason, l_1_what):
        t_3 = []
        if l_1_reason is missing:
            l_1_reason = undefined("parameter 'reason' was not provided", name='reason')
        if l_1_what is missing:
            l_1_what = undefined("parameter 'what' was not provided", name='what')
        pass
        t_3.extend((
            '<article class="group">\n<h4>',
            escape(environment.getattr(l_1_reason, 'why')),
            '</h4>\n<details',
        ))
        if (t_2(environment.getattr(l_1_reason, 'rules')) <= 10):
            pass
            t_3.append(
                ' open',
            )
        t_3.extend((
            '>\n<summary>',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), l_1_what, n=t_2(environment.getattr(l_1_reason, 'rules')))),
            '</summary>\n<ul>\n',
        ))
        for (l_2_rule, l_2_words) in environment.getattr(l_1_reason, 'rules'):
            _loop_vars = {}
            pass
            t_3.extend((
                '<li><code>',
                escape(l_2_rule),
                '</code>',
            ))
            if l_2_words:
                pass
                t_3.extend((
                    ' ',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.looks-for', summary=l_2_words, _loop_vars=_loop_vars)),
                ))
            t_3.append(
                '</li>\n',
            )
        l_2_rule = l_2_words = missing
        t_3.append(
            '</ul>\n</details>\n</article>\n',
        )
        return concat(t_3)
    context.exported_vars.add('stopped')
    context.vars['stopped'] = l_0_stopped = Macro(environment, macro, 'stopped', ('reason', 'what'), False, False, False, context.eval_ctx.autoescape)
    yield '<section aria-labelledby="not-checked">\n<h2 id="not-checked">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.not-checked-title'))
    yield '</h2>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unknown_claims'):
        pass
        yield '<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.claims', claims=t_1(context.eval_ctx, environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unknown_claims'), ', ')))
        yield '</p>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'declared_elsewhere'):
        pass
        yield '<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.declared-elsewhere', clauses=t_1(context.eval_ctx, environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'declared_elsewhere'), ', ')))
        yield '</p>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unchecked'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.stopped-title'))
        yield '</h3>\n'
    t_4 = 1
    for l_1_reason in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unchecked'):
        _loop_vars = {}
        pass
        yield escape(context.call((undefined(name='stopped') if l_0_stopped is missing else l_0_stopped), l_1_reason, 'unchecked.stopped', _loop_vars=_loop_vars))
        yield '\n'
        t_4 = 0
    l_1_reason = missing
    if t_4:
        pass
        yield '<p class="empty">'
        if (environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'state') == 'stop'):
            pass
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.unread'))
        else:
            pass
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.all-ran'))
        yield '</p>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unused'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.unused-title'))
        yield '</h3>\n<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.unused-intro'))
        yield '</p>\n'
        for l_1_reason in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unused'):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='stopped') if l_0_stopped is missing else l_0_stopped), l_1_reason, 'unchecked.unused', _loop_vars=_loop_vars))
            yield '\n'
        l_1_reason = missing
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'left_out'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.left-out-title'))
        yield '</h3>\n<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.left-out-intro'))
        yield '</p>\n'
        def macro():
            t_5 = []
            pass
            t_5.extend((
                '<table>\n<caption>',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.left-out-caption')),
                '</caption>\n<thead><tr><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.head-rule')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.head-in-scope')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.head-checked')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.head-set-aside')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.head-blank')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for l_2_row in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'left_out'):
                _loop_vars = {}
                pass
                t_5.extend((
                    '<tr><th scope="row"><code>',
                    escape(environment.getitem(l_2_row, 0)),
                    '</code></th>',
                ))
                for l_3_value in l_2_row[1:]:
                    _loop_vars = {}
                    pass
                    t_5.extend((
                        '<td class="num">',
                        escape(l_3_value),
                        '</td>',
                    ))
                l_3_value = missing
                t_5.append(
                    '</tr>\n',
                )
            l_2_row = missing
            t_5.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_5)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'unchecked.left-out-region'), caller=caller)
    yield '</section>\n'

blocks = {}
debug_info = '1=26&2=32&4=41&5=44&6=51&8=54&9=59&16=79&17=81&18=84&20=86&21=89&23=91&24=94&26=97&27=100&29=107&31=114&32=117&33=119&34=121&35=124&38=127&39=130&40=132&41=134&43=139&44=141&46=152&47=157&41=178'
