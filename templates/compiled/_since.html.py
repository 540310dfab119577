from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_since.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_page = resolve('page')
    l_0_say = resolve('say')
    l_0_tag = l_0_region = l_0_rule = l_0_since = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_since.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_since.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_since.html.j2') does not export the requested name 'region'", name='region')
    l_0_rule = getattr(included_template, 'rule', missing)
    if l_0_rule is missing:
        l_0_rule = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_since.html.j2') does not export the requested name 'rule'", name='rule')
    context.vars.update({'tag': l_0_tag, 'region': l_0_region, 'rule': l_0_rule})
    context.exported_vars.difference_update(('tag', 'region', 'rule'))
    l_0_since = environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'since')
    context.vars['since'] = l_0_since
    context.exported_vars.add('since')
    yield '<section aria-labelledby="since">\n<h2 id="since">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.since-title'))
    yield '</h2>\n<p>'
    yield escape(environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'against'))
    yield '</p>\n'
    if environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'unlike'):
        pass
        yield '<div class="warning">\n<p><strong>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.since-unlike'))
        yield '</strong></p>\n<ul>\n'
        for l_1_line in environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'unlike'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_line)
            yield '</li>\n'
        l_1_line = missing
        yield '</ul>\n</div>\n'
    def macro():
        t_1 = []
        pass
        t_1.extend((
            '<table class="tiers">\n<caption class="unseen">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.since-caption')),
            '</caption>\n<thead><tr><th scope="col">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.since-head')),
            '</th><th scope="col" class="num">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.findings-head')),
            '</th><th scope="col">',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.meaning')),
            '</th></tr></thead>\n<tbody>\n',
        ))
        for (l_2_kind, l_2_word, l_2_total, l_2_meaning) in environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'counts'):
            _loop_vars = {}
            pass
            t_1.extend((
                '<tr><th scope="row">',
                escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), l_2_kind, l_2_word, _loop_vars=_loop_vars)),
                '</th><td class="num">',
                escape(l_2_total),
                '</td><td class="words">',
                escape(l_2_meaning),
                '</td></tr>\n',
            ))
        l_2_kind = l_2_word = l_2_total = l_2_meaning = missing
        t_1.append(
            '</tbody>\n</table>\n',
        )
        return concat(t_1)
    caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
    yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.since-region'), caller=caller)
    if environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'moved'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-title'))
        yield '</h3>\n'
        def macro():
            t_2 = []
            pass
            t_2.extend((
                '<table>\n<caption class="unseen">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-title')),
                '</caption>\n<thead><tr><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-clause')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-was')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-now')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-standard')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for l_2_line in environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'moved'):
                _loop_vars = {}
                pass
                t_2.extend((
                    '<tr><th scope="row">',
                    escape(environment.getattr(l_2_line, 'clause')),
                    '</th><td>',
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), _loop_vars=_loop_vars, *environment.getattr(l_2_line, 'was'))),
                    '</td><td>',
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), _loop_vars=_loop_vars, *environment.getattr(l_2_line, 'now'))),
                    '</td><td>',
                    escape(environment.getattr(l_2_line, 'standard')),
                    '</td></tr>\n',
                ))
            l_2_line = missing
            t_2.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_2)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.moved-region'), caller=caller)
    for l_1_list in environment.getattr((undefined(name='since') if l_0_since is missing else l_0_since), 'gone'):
        _loop_vars = {}
        pass
        yield '<article class="group" aria-labelledby="'
        yield escape(environment.getattr(l_1_list, 'id'))
        yield '">\n<h3 id="'
        yield escape(environment.getattr(l_1_list, 'id'))
        yield '">'
        yield escape(environment.getattr(l_1_list, 'title'))
        yield ': '
        yield escape(environment.getattr(l_1_list, 'size'))
        yield '</h3>\n<p>'
        yield escape(environment.getattr(l_1_list, 'intro'))
        yield '</p>\n<details'
        if environment.getattr(l_1_list, 'opened'):
            pass
            yield ' open'
        yield '>\n<summary>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.gone-show', size=environment.getattr(l_1_list, 'size'), _loop_vars=_loop_vars))
        yield '</summary>\n'
        def macro():
            t_3 = []
            pass
            t_3.extend((
                '<table class="places">\n<caption class="unseen">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.gone-caption', title=environment.getattr(l_1_list, 'title'))),
                '</caption>\n<thead><tr><th scope="col" class="tier">',
                escape(environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'head_severity')),
                '</th><th scope="col" class="where">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.gone-where')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.gone-wrong')),
                '</th><th scope="col" class="rule-of">',
                escape(environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'words'), 'head_rule_only')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for l_3_line in environment.getattr(l_1_list, 'lines'):
                _loop_vars = {}
                pass
                t_3.extend((
                    '<tr><td>',
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(l_3_line, 'tier'), environment.getattr(l_3_line, 'tier_word'), _loop_vars=_loop_vars)),
                    '</td><td class="where">',
                    escape(environment.getattr(l_3_line, 'place')),
                ))
                if environment.getattr(l_3_line, 'case'):
                    pass
                    t_3.extend((
                        '<span class="do ref">',
                        escape(environment.getattr(l_3_line, 'case')),
                        '</span>',
                    ))
                t_3.extend((
                    '</td><td class="words">',
                    escape(environment.getattr(l_3_line, 'message')),
                    '</td><td class="rule-of">',
                    escape(context.call((undefined(name='rule') if l_0_rule is missing else l_0_rule), environment.getattr(l_3_line, 'rule'), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entry_ids'), _loop_vars=_loop_vars)),
                    '</td></tr>\n',
                ))
            l_3_line = missing
            t_3.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_3)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.gone-region', title=environment.getattr(l_1_list, 'title'), _loop_vars=_loop_vars), caller=caller, _loop_vars=_loop_vars)
        if environment.getattr(l_1_list, 'cut'):
            pass
            yield '<p class="cut">'
            yield escape(environment.getattr(l_1_list, 'cut'))
            yield '</p>\n'
        yield '</details>\n</article>\n'
    l_1_list = missing
    yield '</section>\n'

blocks = {}
debug_info = '1=14&2=26&4=30&5=32&6=34&8=37&10=39&11=43&16=47&18=52&19=54&21=61&22=66&16=79&27=80&28=83&29=85&31=90&32=92&34=101&35=106&29=121&41=122&42=126&43=128&44=134&45=136&46=140&47=142&49=147&50=149&52=158&53=163&47=187&58=188&59=191'
