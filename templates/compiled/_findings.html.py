from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_findings.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_tag = l_0_region = l_0_rule = l_0_where = l_0_wrong = l_0_listing = l_0_group = l_0_part = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_findings.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_findings.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_findings.html.j2') does not export the requested name 'region'", name='region')
    l_0_rule = getattr(included_template, 'rule', missing)
    if l_0_rule is missing:
        l_0_rule = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_findings.html.j2') does not export the requested name 'rule'", name='rule')
    context.vars.update({'tag': l_0_tag, 'region': l_0_region, 'rule': l_0_rule})
    context.exported_vars.difference_update(('tag', 'region', 'rule'))
    yield '\n'
    def macro(l_1_line, l_1_words):
        t_1 = []
        if l_1_line is missing:
            l_1_line = undefined("parameter 'line' was not provided", name='line')
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        pass
        t_1.extend((
            '<strong>',
            escape(environment.getattr(l_1_line, 'sheet')),
            '</strong>',
        ))
        if environment.getattr(l_1_line, 'cells'):
            pass
            t_1.extend((
                ' <span class="ref">',
                escape(environment.getattr(l_1_line, 'cells')),
                '</span>',
            ))
        if (environment.getattr(l_1_line, 'size') or environment.getattr(l_1_line, 'field')):
            pass
            t_1.extend((
                '<span class="do">',
                escape(environment.getattr(l_1_line, 'size')),
            ))
            if (environment.getattr(l_1_line, 'size') and environment.getattr(l_1_line, 'field')):
                pass
                t_1.append(
                    ', ',
                )
            if environment.getattr(l_1_line, 'field'):
                pass
                t_1.extend((
                    escape(environment.getattr(l_1_words, 'column')),
                    ' <code>',
                    escape(environment.getattr(l_1_line, 'field')),
                    '</code>',
                ))
            t_1.append(
                '</span>',
            )
        if (environment.getitem(environment.getattr(l_1_line, 'since'), 0) or environment.getattr(l_1_line, 'reopened')):
            pass
            t_1.append(
                '<span class="marks">',
            )
            if environment.getattr(l_1_line, 'reopened'):
                pass
                t_1.extend((
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), 're-opened', environment.getattr(l_1_words, 'reopened'))),
                    ' ',
                ))
            if environment.getitem(environment.getattr(l_1_line, 'since'), 0):
                pass
                t_1.append(
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getitem(environment.getattr(l_1_line, 'since'), 0), environment.getitem(environment.getattr(l_1_line, 'since'), 1))),
                )
            t_1.append(
                '</span>',
            )
        return concat(t_1)
    context.exported_vars.add('where')
    context.vars['where'] = l_0_where = Macro(environment, macro, 'where', ('line', 'words'), False, False, False, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_line, l_1_words):
        t_2 = []
        if l_1_line is missing:
            l_1_line = undefined("parameter 'line' was not provided", name='line')
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        pass
        t_2.extend((
            escape(environment.getattr(l_1_line, 'message')),
            '\n',
        ))
        if (environment.getattr(l_1_line, 'expected') or environment.getattr(l_1_line, 'found')):
            pass
            t_2.append(
                '<span class="kinds">',
            )
            if environment.getattr(l_1_line, 'expected'):
                pass
                t_2.extend((
                    '<b>',
                    escape(environment.getattr(l_1_words, 'expected')),
                    '</b> ',
                    escape(environment.getattr(l_1_line, 'expected')),
                ))
            if (environment.getattr(l_1_line, 'expected') and environment.getattr(l_1_line, 'found')):
                pass
                t_2.append(
                    '<br>',
                )
            if environment.getattr(l_1_line, 'found'):
                pass
                t_2.extend((
                    '<b>',
                    escape(environment.getattr(l_1_words, 'found')),
                    '</b> ',
                    escape(environment.getattr(l_1_line, 'found')),
                ))
            t_2.append(
                '</span>',
            )
        for (l_2_text, l_2_safe) in environment.getattr(l_1_line, 'suggestions'):
            _loop_vars = {}
            pass
            t_2.extend((
                '<span class="try"><b>',
                escape(environment.getattr(l_1_words, 'suggest')),
                '</b> ',
                escape(l_2_text),
            ))
            if l_2_safe:
                pass
                t_2.extend((
                    ' ',
                    escape(environment.getattr(l_1_words, 'repair_does')),
                ))
            t_2.append(
                '</span>',
            )
        l_2_text = l_2_safe = missing
        if environment.getattr(l_1_line, 'fix'):
            pass
            t_2.extend((
                '<span class="do">',
                escape(environment.getattr(l_1_line, 'fix')),
                '</span>',
            ))
        if environment.getattr(l_1_line, 'mark'):
            pass
            t_2.extend((
                '<span class="do">',
                escape(environment.getattr(l_1_line, 'mark')),
                '</span>',
            ))
        return concat(t_2)
    context.exported_vars.add('wrong')
    context.vars['wrong'] = l_0_wrong = Macro(environment, macro, 'wrong', ('line', 'words'), False, False, False, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_group, l_1_section, l_1_words):
        t_3 = []
        l_1_say = resolve('say')
        if l_1_group is missing:
            l_1_group = undefined("parameter 'group' was not provided", name='group')
        if l_1_section is missing:
            l_1_section = undefined("parameter 'section' was not provided", name='section')
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        pass
        def macro():
            t_4 = []
            pass
            t_4.extend((
                '<table class="places">\n<caption class="unseen">',
                escape(context.call((undefined(name='say') if l_1_say is missing else l_1_say), 'page.list-caption', title=environment.getattr(l_1_group, 'title'))),
                '</caption>\n<thead><tr><th scope="col" class="where">',
                escape(environment.getattr(l_1_words, 'head_where')),
                '</th><th scope="col" class="keys">',
                escape(environment.getattr(l_1_words, 'head_key')),
                '</th><th scope="col">',
                escape(environment.getattr(l_1_words, 'head_wrong')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for l_3_line in environment.getattr(l_1_group, 'lines'):
                _loop_vars = {}
                pass
                t_4.extend((
                    '<tr><td class="where">',
                    escape(context.call((undefined(name='where') if l_0_where is missing else l_0_where), l_3_line, l_1_words, _loop_vars=_loop_vars)),
                    '</td><td class="keys ref">',
                    escape(environment.getattr(l_3_line, 'keys')),
                    '</td><td class="words">',
                    escape(context.call((undefined(name='wrong') if l_0_wrong is missing else l_0_wrong), l_3_line, l_1_words, _loop_vars=_loop_vars)),
                    '</td></tr>\n',
                ))
            l_3_line = missing
            t_4.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_4)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        t_3.append(context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_1_say is missing else l_1_say), 'page.list-region', section=l_1_section, tier=environment.getattr(l_1_group, 'tier_word'), rule=environment.getattr(l_1_group, 'rule')), caller=caller))
        if environment.getattr(l_1_group, 'cut'):
            pass
            t_3.extend((
                '<p class="cut">',
                escape(environment.getattr(l_1_group, 'cut')),
                '</p>\n',
            ))
        return concat(t_3)
    context.exported_vars.add('listing')
    context.vars['listing'] = l_0_listing = Macro(environment, macro, 'listing', ('group', 'section', 'words'), False, False, False, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_group, l_1_section, l_1_ids, l_1_words):
        t_5 = []
        l_1_say = resolve('say')
        if l_1_group is missing:
            l_1_group = undefined("parameter 'group' was not provided", name='group')
        if l_1_section is missing:
            l_1_section = undefined("parameter 'section' was not provided", name='section')
        if l_1_ids is missing:
            l_1_ids = undefined("parameter 'ids' was not provided", name='ids')
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        pass
        t_5.extend((
            '<article class="group" aria-labelledby="',
            escape(environment.getattr(l_1_group, 'anchor')),
            '">\n<h4 id="',
            escape(environment.getattr(l_1_group, 'anchor')),
            '">',
            escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(l_1_group, 'tier'), environment.getattr(l_1_group, 'tier_word'))),
            ' ',
            escape(environment.getattr(l_1_group, 'title')),
            '</h4>\n<p class="meta"><strong>',
            escape(environment.getattr(l_1_group, 'size')),
            '</strong> · ',
            escape(environment.getattr(l_1_words, 'rule_word')),
            ' ',
            escape(context.call((undefined(name='rule') if l_0_rule is missing else l_0_rule), environment.getattr(l_1_group, 'rule'), l_1_ids)),
        ))
        if environment.getattr(l_1_group, 'belongs'):
            pass
            t_5.extend((
                ' · ',
                escape(environment.getattr(l_1_group, 'belongs')),
            ))
        t_5.append(
            '</p>\n<dl class="advice">\n',
        )
        if environment.getattr(l_1_group, 'why'):
            pass
            t_5.extend((
                '<div><dt>',
                escape(environment.getattr(l_1_words, 'why')),
                '</dt><dd>',
                escape(environment.getattr(l_1_group, 'why')),
                '</dd></div>\n',
            ))
        if environment.getattr(l_1_group, 'fix'):
            pass
            t_5.extend((
                '<div><dt>',
                escape(environment.getattr(l_1_words, 'todo')),
                '</dt><dd>',
                escape(environment.getattr(l_1_group, 'fix')),
                '</dd></div>\n',
            ))
        if environment.getattr(l_1_group, 'limits'):
            pass
            t_5.extend((
                '<div><dt>',
                escape(environment.getattr(l_1_words, 'limits')),
                '</dt><dd>',
                escape(environment.getattr(l_1_group, 'limits')),
                '</dd></div>\n',
            ))
        t_5.append(
            '</dl>\n<details',
        )
        if environment.getattr(l_1_group, 'opened'):
            pass
            t_5.append(
                ' open',
            )
        t_5.extend((
            '>\n<summary>',
            escape(context.call((undefined(name='say') if l_1_say is missing else l_1_say), 'page.where', size=environment.getattr(l_1_group, 'size'))),
            '</summary>\n',
            escape(context.call((undefined(name='listing') if l_0_listing is missing else l_0_listing), l_1_group, l_1_section, l_1_words)),
            '\n</details>\n</article>\n',
        ))
        return concat(t_5)
    context.exported_vars.add('group')
    context.vars['group'] = l_0_group = Macro(environment, macro, 'group', ('group', 'section', 'ids', 'words'), False, False, False, context.eval_ctx.autoescape)
    yield '\n'
    def macro(l_1_part, l_1_ids, l_1_words):
        t_6 = []
        if l_1_part is missing:
            l_1_part = undefined("parameter 'part' was not provided", name='part')
        if l_1_ids is missing:
            l_1_ids = undefined("parameter 'ids' was not provided", name='ids')
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        pass
        t_6.extend((
            '<section class="part" aria-labelledby="',
            escape(environment.getattr(l_1_part, 'id')),
            '">\n<h3 id="',
            escape(environment.getattr(l_1_part, 'id')),
            '">',
            escape(environment.getattr(l_1_part, 'title')),
            '</h3>\n',
        ))
        if environment.getattr(l_1_part, 'groups'):
            pass
            t_6.extend((
                '<p>',
                escape(environment.getattr(l_1_part, 'intro')),
                '</p>\n',
            ))
            for l_2_item in environment.getattr(l_1_part, 'groups'):
                _loop_vars = {}
                pass
                t_6.extend((
                    escape(context.call((undefined(name='group') if l_0_group is missing else l_0_group), l_2_item, environment.getattr(l_1_part, 'title'), l_1_ids, l_1_words, _loop_vars=_loop_vars)),
                    '\n',
                ))
            l_2_item = missing
        else:
            pass
            t_6.extend((
                '<p class="empty">',
                escape(environment.getattr(l_1_part, 'empty')),
                '</p>\n',
            ))
        t_6.append(
            '</section>\n',
        )
        return concat(t_6)
    context.exported_vars.add('part')
    context.vars['part'] = l_0_part = Macro(environment, macro, 'part', ('part', 'ids', 'words'), False, False, False, context.eval_ctx.autoescape)

blocks = {}
debug_info = '1=12&3=25&4=44&5=66&8=89&9=100&10=129&11=148&12=155&15=166&16=176&18=181&19=183&21=190&22=195&16=208&27=209&28=213&32=220&33=234&34=236&35=242&37=257&38=261&40=266&41=270&43=275&44=279&47=287&48=294&49=296&54=303&55=314&56=316&57=321&58=325&59=328&60=332&63=340'
