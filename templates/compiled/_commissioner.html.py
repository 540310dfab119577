from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_commissioner.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_page = resolve('page')
    l_0_say = resolve('say')
    l_0_tag = l_0_pairs = l_0_region = l_0_set = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_commissioner.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_commissioner.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_pairs = getattr(included_template, 'pairs', missing)
    if l_0_pairs is missing:
        l_0_pairs = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_commissioner.html.j2') does not export the requested name 'pairs'", name='pairs')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_commissioner.html.j2') does not export the requested name 'region'", name='region')
    context.vars.update({'tag': l_0_tag, 'pairs': l_0_pairs, 'region': l_0_region})
    context.exported_vars.difference_update(('tag', 'pairs', 'region'))
    l_0_set = environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'commissioner')
    context.vars['set'] = l_0_set
    context.exported_vars.add('set')
    yield '<section aria-labelledby="commissioner">\n<h2 id="commissioner">'
    yield escape(environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'title'))
    yield '</h2>\n'
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'why'):
        pass
        yield '<div class="warning"><p><strong>'
        yield escape(environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'why'))
        yield '</strong></p></div>\n'
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'profile'):
        pass
        yield escape(context.call((undefined(name='pairs') if l_0_pairs is missing else l_0_pairs), environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'profile')))
        yield '\n'
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'thresholds'):
        pass
        def macro():
            t_1 = []
            pass
            t_1.extend((
                '<table>\n<caption>',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.limits-caption')),
                '</caption>\n<thead><tr>',
            ))
            for l_2_name in ('commissioner.head-rule', 'commissioner.head-limit', 'commissioner.head-before', 'commissioner.head-contract'):
                _loop_vars = {}
                pass
                t_1.extend((
                    '<th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), l_2_name, _loop_vars=_loop_vars)),
                    '</th>',
                ))
            l_2_name = missing
            t_1.append(
                '</tr></thead>\n<tbody>\n',
            )
            for l_2_line in environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'thresholds'):
                _loop_vars = {}
                pass
                t_1.extend((
                    '<tr><th scope="row"><code>',
                    escape(environment.getattr(l_2_line, 'rule')),
                    '</code><span class="do">',
                    escape(environment.getattr(l_2_line, 'summary')),
                    '</span></th><td>',
                    escape(environment.getattr(l_2_line, 'said')),
                ))
                if environment.getattr(l_2_line, 'effect'):
                    pass
                    t_1.extend((
                        ' ',
                        escape(environment.getattr(l_2_line, 'effect')),
                    ))
                t_1.extend((
                    '</td><td>',
                    escape(environment.getattr(l_2_line, 'before')),
                    '</td><td class="words">',
                    escape(environment.getattr(l_2_line, 'contract')),
                    '<span class="do">',
                    escape(environment.getattr(l_2_line, 'because')),
                    '</span></td></tr>\n',
                ))
            l_2_line = missing
            t_1.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_1)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.limits-region'), caller=caller)
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'off'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.off-title'))
        yield '</h3>\n<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.off-intro'))
        yield '</p>\n<ul>\n'
        for (l_1_rule, l_1_summary, l_1_because) in environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'off'):
            _loop_vars = {}
            pass
            yield '<li><code>'
            yield escape(l_1_rule)
            yield '</code> '
            yield escape(l_1_because)
            if l_1_summary:
                pass
                yield '<span class="do">'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.looks-for', summary=l_1_summary, _loop_vars=_loop_vars))
                yield '</span>'
            yield '</li>\n'
        l_1_rule = l_1_summary = l_1_because = missing
        yield '</ul>\n'
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'settings'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.settings-title'))
        yield '</h3>\n<ul>\n'
        for l_1_line in environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'settings'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_line)
            yield '</li>\n'
        l_1_line = missing
        yield '</ul>\n'
    for l_1_note in environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'notes'):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(l_1_note)
        yield '</p>\n'
    l_1_note = missing
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'waivers'):
        pass
        def macro():
            t_2 = []
            pass
            t_2.append(
                '<table>\n<caption>',
            )
            if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'waiver_file'):
                pass
                t_2.append(
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.waivers-caption-from', file=environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'waiver_file'))),
                )
            else:
                pass
                t_2.append(
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.waivers-caption')),
                )
            t_2.append(
                '</caption>\n<thead><tr>',
            )
            for l_2_name in ('commissioner.head-waiver', 'commissioner.head-state', 'commissioner.head-record', 'commissioner.head-days', 'commissioner.head-approver'):
                _loop_vars = {}
                pass
                t_2.extend((
                    '<th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), l_2_name, _loop_vars=_loop_vars)),
                    '</th>',
                ))
            l_2_name = missing
            t_2.extend((
                '<th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.head-covers')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for l_2_line in environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'waivers'):
                _loop_vars = {}
                pass
                t_2.extend((
                    '<tr><th scope="row">',
                    escape(environment.getattr(l_2_line, 'id')),
                    '</th><td>',
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(l_2_line, 'state'), environment.getattr(l_2_line, 'state_word'), _loop_vars=_loop_vars)),
                ))
                if environment.getattr(l_2_line, 'note'):
                    pass
                    t_2.extend((
                        '<span class="do">',
                        escape(environment.getattr(l_2_line, 'note')),
                        '</span>',
                    ))
                t_2.extend((
                    '</td><td><code>',
                    escape(environment.getattr(l_2_line, 'rule')),
                    '</code><span class="do">',
                    escape(environment.getattr(l_2_line, 'record')),
                    '</span></td><td class="period">',
                    escape(environment.getattr(l_2_line, 'days')),
                    '</td><td class="words">',
                    escape(environment.getattr(l_2_line, 'approver')),
                    '<span class="do">',
                    escape(environment.getattr(l_2_line, 'reason')),
                    '</span></td><td class="num">',
                    escape(environment.getattr(l_2_line, 'covers')),
                    '</td></tr>\n',
                ))
            l_2_line = missing
            t_2.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_2)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.waivers-region'), caller=caller)
    elif environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'waiver_file'):
        pass
        yield '<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'commissioner.no-waiver', file=environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'waiver_file')))
        yield '</p>\n'
    for l_1_line in environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'worksheets'):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(l_1_line)
        yield '</p>\n'
    l_1_line = missing
    if environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'others'):
        pass
        yield '<p>'
        yield escape(environment.getattr((undefined(name='set') if l_0_set is missing else l_0_set), 'others'))
        yield '</p>\n'
    yield '</section>\n'

blocks = {}
debug_info = '1=14&2=26&4=30&5=32&6=35&8=37&9=39&11=41&12=43&14=48&15=51&17=63&18=68&12=95&24=96&25=99&26=101&28=103&29=107&33=118&34=121&36=123&37=127&41=131&42=135&44=138&45=140&47=146&48=159&50=173&51=178&45=210&56=211&57=214&59=216&60=220&62=223&63=226'
