from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_explanations.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    l_0_tag = l_0_region = l_0_rule = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_explanations.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_explanations.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_explanations.html.j2') does not export the requested name 'region'", name='region')
    l_0_rule = getattr(included_template, 'rule', missing)
    if l_0_rule is missing:
        l_0_rule = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_explanations.html.j2') does not export the requested name 'rule'", name='rule')
    context.vars.update({'tag': l_0_tag, 'region': l_0_region, 'rule': l_0_rule})
    context.exported_vars.difference_update(('tag', 'region', 'rule'))
    yield '<section aria-labelledby="explanations">\n<h2 id="explanations">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanations-title'))
    yield '</h2>\n<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanations-intro'))
    yield '</p>\n<ul class="tally">\n'
    for (l_1_kind, l_1_word, l_1_total) in environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'explanations'), 'tally'):
        _loop_vars = {}
        pass
        yield '<li>'
        yield escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), l_1_kind, l_1_word, _loop_vars=_loop_vars))
        yield ' <strong>'
        yield escape(l_1_total)
        yield '</strong></li>\n'
    l_1_kind = l_1_word = l_1_total = missing
    yield '</ul>\n'
    def macro():
        t_1 = []
        pass
        t_1.extend((
            '<table class="places">\n<caption class="unseen">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanations-caption')),
            '</caption>\n<thead><tr><th scope="col" class="state">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-state')),
            '</th><th scope="col" class="row-of">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-where')),
            '</th><th scope="col" class="rule-of">',
            escape(environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'head_rule_only')),
            '</th><th scope="col">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-record')),
            '</th><th scope="col">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-reason')),
            '</th><th scope="col" class="num">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-answers')),
            '</th></tr></thead>\n<tbody>\n',
        ))
        for l_2_line in environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'explanations'), 'lines'):
            _loop_vars = {}
            pass
            t_1.extend((
                '<tr><td class="state">',
                escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(l_2_line, 'state'), environment.getattr(l_2_line, 'state_word'), _loop_vars=_loop_vars)),
            ))
            if environment.getattr(l_2_line, 'why'):
                pass
                t_1.extend((
                    '<span class="do">',
                    escape(environment.getattr(l_2_line, 'why')),
                    '</span>',
                ))
            t_1.extend((
                '</td><td><span class="narrow">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-where', _loop_vars=_loop_vars)),
                ': </span>',
                escape(environment.getattr(l_2_line, 'place')),
                '</td><td class="rule-of"><span class="narrow">',
                escape(environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'head_rule_only')),
                ': </span>',
            ))
            if environment.getattr(l_2_line, 'rule'):
                pass
                t_1.append(
                    escape(context.call((undefined(name='rule') if l_0_rule is missing else l_0_rule), environment.getattr(l_2_line, 'rule'), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids'), _loop_vars=_loop_vars)),
                )
            else:
                pass
                t_1.append(
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.no-rule', _loop_vars=_loop_vars)),
                )
            t_1.extend((
                '</td><td class="ref"><span class="narrow">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-record', _loop_vars=_loop_vars)),
                ': </span>',
                escape((environment.getattr(l_2_line, 'key') or context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.every-record', _loop_vars=_loop_vars))),
                '</td><td class="ref"><span class="narrow">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-reason', _loop_vars=_loop_vars)),
                ': </span>',
                escape((environment.getattr(l_2_line, 'reason') or context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.no-reason', _loop_vars=_loop_vars))),
                '</td><td class="num"><span class="narrow">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanation-answers', _loop_vars=_loop_vars)),
                ': </span>',
                escape(environment.getattr(l_2_line, 'covers')),
            ))
            if environment.getattr(l_2_line, 'counted'):
                pass
                t_1.extend((
                    '<span class="do">',
                    escape(environment.getattr(l_2_line, 'counted')),
                    '</span>',
                ))
            t_1.append(
                '</td></tr>\n',
            )
        l_2_line = missing
        t_1.append(
            '</tbody>\n</table>\n',
        )
        return concat(t_1)
    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
    yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.explanations-region'), caller=caller)
    if environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'explanations'), 'cut'):
        pass
        yield '<p class="cut">'
        yield escape(environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'explanations'), 'cut'))
        yield '</p>\n'
    yield '</section>\n'

blocks = {}
debug_info = '1=14&3=27&4=29&6=31&7=35&10=41&12=46&13=48&15=61&16=66&10=124&21=125&22=128'
