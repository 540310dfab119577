from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_by_case.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    l_0_tag = l_0_region = l_0_rule = l_0_where = l_0_wrong = l_0_listed = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_by_case.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_by_case.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_by_case.html.j2') does not export the requested name 'region'", name='region')
    l_0_rule = getattr(included_template, 'rule', missing)
    if l_0_rule is missing:
        l_0_rule = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_by_case.html.j2') does not export the requested name 'rule'", name='rule')
    context.vars.update({'tag': l_0_tag, 'region': l_0_region, 'rule': l_0_rule})
    context.exported_vars.difference_update(('tag', 'region', 'rule'))
    included_template = environment.get_template('_findings.html.j2', '_by_case.html.j2')._get_default_module(context)
    l_0_where = getattr(included_template, 'where', missing)
    if l_0_where is missing:
        l_0_where = undefined(f"the template {included_template.__name__!r} (imported on line 2 in '_by_case.html.j2') does not export the requested name 'where'", name='where')
    l_0_wrong = getattr(included_template, 'wrong', missing)
    if l_0_wrong is missing:
        l_0_wrong = undefined(f"the template {included_template.__name__!r} (imported on line 2 in '_by_case.html.j2') does not export the requested name 'wrong'", name='wrong')
    context.vars.update({'where': l_0_where, 'wrong': l_0_wrong})
    context.exported_vars.difference_update(('where', 'wrong'))
    def macro(l_1_words, l_1_ids):
        t_1 = []
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        if l_1_ids is missing:
            l_1_ids = undefined("parameter 'ids' was not provided", name='ids')
        pass
        for l_2_case in environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'groups'):
            _loop_vars = {}
            pass
            t_1.extend((
                '<details class="case">\n<summary>',
                escape(environment.getattr(l_2_case, 'title')),
                ': ',
                escape(environment.getattr(l_2_case, 'size')),
                '</summary>\n',
            ))
            def macro():
                t_2 = []
                pass
                t_2.extend((
                    '<table class="places">\n<caption class="unseen">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.case-caption', title=environment.getattr(l_2_case, 'title'))),
                    '</caption>\n<thead><tr><th scope="col" class="tier">',
                    escape(environment.getattr(l_1_words, 'head_severity')),
                    '</th><th scope="col" class="where">',
                    escape(environment.getattr(l_1_words, 'head_where')),
                    '</th><th scope="col">',
                    escape(environment.getattr(l_1_words, 'head_wrong_todo')),
                    '</th><th scope="col" class="rule-of">',
                    escape(environment.getattr(l_1_words, 'head_rule')),
                    '</th></tr></thead>\n<tbody>\n',
                ))
                for l_4_line in environment.getattr(l_2_case, 'lines'):
                    _loop_vars = {}
                    pass
                    t_2.extend((
                        '<tr><td>',
                        escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(l_4_line, 'tier'), environment.getattr(l_4_line, 'tier_word'), _loop_vars=_loop_vars)),
                        '</td><td class="where">',
                        escape(context.call((undefined(name='where') if l_0_where is missing else l_0_where), l_4_line, l_1_words, _loop_vars=_loop_vars)),
                    ))
                    if environment.getattr(l_4_line, 'keys'):
                        pass
                        t_2.extend((
                            '<span class="do ref">',
                            escape(environment.getattr(l_4_line, 'keys')),
                            '</span>',
                        ))
                    t_2.extend((
                        '</td><td class="words">',
                        escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), l_4_line, l_1_words, _loop_vars=_loop_vars)),
                        '</td><td class="rule-of">',
                        escape(context.call((undefined(name='rule') if l_0_rule is missing else l_0_rule), environment.getattr(l_4_line, 'rule'), l_1_ids, _loop_vars=_loop_vars)),
                    ))
                    if environment.getattr(l_4_line, 'clauses'):
                        pass
                        t_2.extend((
                            '<span class="do">',
                            escape(environment.getattr(l_4_line, 'clauses')),
                            '</span>',
                        ))
                    t_2.append(
                        '</td></tr>\n',
                    )
                l_4_line = missing
                t_2.append(
                    '</tbody>\n</table>\n',
                )
                return concat(t_2)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            t_1.append(context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.case-region', title=environment.getattr(l_2_case, 'title'), _loop_vars=_loop_vars), caller=caller, _loop_vars=_loop_vars))
            if environment.getattr(l_2_case, 'cut'):
                pass
                t_1.extend((
                    '<p class="cut">',
                    escape(environment.getattr(l_2_case, 'cut')),
                    '</p>\n',
                ))
            t_1.append(
                '</details>\n',
            )
        l_2_case = missing
        return concat(t_1)
    context.exported_vars.add('listed')
    context.vars['listed'] = l_0_listed = Macro(environment, macro, 'listed', ('words', 'ids'), False, False, False, context.eval_ctx.autoescape)
    yield '<section aria-labelledby="by-case">\n<h2 id="by-case">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.by-case-title'))
    yield '</h2>\n<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.by-case-intro'))
    if environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'folded'):
        pass
        yield ' '
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.by-case-paper'))
    yield ' <a href="#by-rule">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.to-rule'))
    yield '</a></p>\n'
    if environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'cut'):
        pass
        yield '<p class="cut">'
        yield escape(environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'cut'))
        yield '</p>\n'
    if environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'folded'):
        pass
        yield '<details class="all-cases">\n<summary>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.by-case-show', cases=environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'size')))
        yield '</summary>\n'
        yield escape(context.call((undefined(name='listed') if l_0_listed is missing else l_0_listed), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids')))
        yield '\n</details>\n'
    else:
        pass
        yield escape(context.call((undefined(name='listed') if l_0_listed is missing else l_0_listed), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids')))
        yield '\n'
    yield '</section>\n'

blocks = {}
debug_info = '1=14&2=26&3=35&4=42&6=47&7=52&9=57&10=59&12=68&13=73&7=106&18=107&19=111&25=122&26=124&27=132&28=135&30=137&32=140&33=142&36=146'
