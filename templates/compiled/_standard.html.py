from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_standard.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_standard = resolve('standard')
    l_0_say = resolve('say')
    l_0_tag = l_0_region = l_0_rule_link = l_0_link = missing
    try:
        t_1 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_2 = environment.filters['lower']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'lower' found.")
    pass
    included_template = environment.get_template('_parts.html.j2', '_standard.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_standard.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_standard.html.j2') does not export the requested name 'region'", name='region')
    l_0_rule_link = getattr(included_template, 'rule', missing)
    if l_0_rule_link is missing:
        l_0_rule_link = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_standard.html.j2') does not export the requested name 'rule'", name='rule')
    context.vars.update({'tag': l_0_tag, 'region': l_0_region, 'rule_link': l_0_rule_link})
    context.exported_vars.difference_update(('tag', 'region', 'rule_link'))
    def macro(l_1_source, l_1_words, l_1_of):
        t_3 = []
        if l_1_source is missing:
            l_1_source = undefined("parameter 'source' was not provided", name='source')
        if l_1_words is missing:
            l_1_words = undefined("parameter 'words' was not provided", name='words')
        if l_1_of is missing:
            l_1_of = undefined("parameter 'of' was not provided", name='of')
        pass
        t_3.extend((
            '<a href="',
            escape(l_1_source),
            '" rel="noreferrer">',
            escape(l_1_words),
            '<span class="unseen"> ',
            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.source-of', of=l_1_of)),
            '</span></a>',
        ))
        return concat(t_3)
    context.exported_vars.add('link')
    context.vars['link'] = l_0_link = Macro(environment, macro, 'link', ('source', 'words', 'of'), False, False, False, context.eval_ctx.autoescape)
    yield '<section class="standard" aria-labelledby="'
    yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'anchor'))
    yield '">\n<h2 id="'
    yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'anchor'))
    yield '">'
    yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'title'))
    yield '</h2>\n'
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning'):
        pass
        yield '<div class="warning"><p><strong>'
        yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning'))
        yield '.</strong>'
        if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning_note'):
            pass
            yield ' '
            yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning_note'))
        yield '</p></div>\n'
    yield '<p class="meta">'
    yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'name'))
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'publisher'):
        pass
        yield ' · '
        yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'publisher'))
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'source'):
        pass
        yield ' · <a href="'
        yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'source'))
        yield '" rel="noreferrer">'
        yield escape((environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'source_title') or context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.source')))
        yield '</a>'
    yield '</p>\n'
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'summary'):
        pass
        yield '<p>'
        yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'summary'))
        yield '</p>\n'
    if (environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning_note') and (not environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning'))):
        pass
        yield '<p>'
        yield escape(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning_note'))
        yield '</p>\n'
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'contradictions'):
        pass
        yield '<div class="warning">\n<p><strong>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.contradictions-title', n=t_1(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'contradictions'))))
        yield '</strong></p>\n<ul>\n'
        for (l_1_clause, l_1_words) in environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'contradictions'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_words)
            yield '</li>\n'
        l_1_clause = l_1_words = missing
        yield '</ul>\n<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.contradictions-note'))
        yield '</p>\n</div>\n'
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'clauses'):
        pass
        yield '<ul class="tally">\n'
        for (l_1_kind, l_1_word, l_1_total) in environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'tally'):
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
            t_4 = []
            pass
            t_4.append(
                '<table class="clauses">\n<caption>',
            )
            if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning'):
                pass
                t_4.append(
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.caption-warned', warning=t_2(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'warning')), standard=environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'title'))),
                )
            else:
                pass
                t_4.append(
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.caption', standard=environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'title'))),
                )
            t_4.append(
                '</caption>\n<thead><tr>',
            )
            for l_2_name in ('clauses.head-clause', 'clauses.head-verdict', 'clauses.head-why', 'clauses.head-rules'):
                _loop_vars = {}
                pass
                t_4.extend((
                    '<th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), l_2_name, _loop_vars=_loop_vars)),
                    '</th>',
                ))
            l_2_name = missing
            t_4.append(
                '</tr></thead>\n<tbody>\n',
            )
            for l_2_clause in environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'clauses'):
                _loop_vars = {}
                pass
                t_4.extend((
                    '<tr>\n<th scope="row"><span class="clause">',
                    escape(environment.getattr(l_2_clause, 'id')),
                ))
                if environment.getattr(l_2_clause, 'title'):
                    pass
                    t_4.extend((
                        ' ',
                        escape(environment.getattr(l_2_clause, 'title')),
                    ))
                t_4.append(
                    '</span>\n',
                )
                if environment.getattr(l_2_clause, 'text'):
                    pass
                    t_4.extend((
                        '<p>',
                        escape(environment.getattr(l_2_clause, 'text')),
                        '</p>\n',
                    ))
                t_4.extend((
                    '<p class="small">',
                    escape(environment.getattr(l_2_clause, 'obligation')),
                    '.',
                ))
                if environment.getattr(l_2_clause, 'origin'):
                    pass
                    t_4.extend((
                        ' ',
                        escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.origin', origin=environment.getattr(l_2_clause, 'origin'), _loop_vars=_loop_vars)),
                    ))
                if environment.getattr(l_2_clause, 'source'):
                    pass
                    t_4.extend((
                        ' ',
                        escape(context.call((undefined(name='link') if l_0_link is missing else l_0_link), environment.getattr(l_2_clause, 'source'), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.source', _loop_vars=_loop_vars), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.of-clause', clause=environment.getattr(l_2_clause, 'id'), _loop_vars=_loop_vars), _loop_vars=_loop_vars)),
                    ))
                t_4.extend((
                    '</p>\n</th>\n<td>',
                    escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(l_2_clause, 'verdict'), environment.getattr(l_2_clause, 'verdict_word'), _loop_vars=_loop_vars)),
                    '\n',
                ))
                if environment.getattr(l_2_clause, 'declared'):
                    pass
                    t_4.extend((
                        '<div class="declared declared-',
                        escape(environment.getattr(environment.getattr(l_2_clause, 'declared'), 'agreement')),
                        '">\n<p class="small">',
                        escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.declared', _loop_vars=_loop_vars)),
                        '</p>\n<p>',
                        escape(context.call((undefined(name='tag') if l_0_tag is missing else l_0_tag), environment.getattr(environment.getattr(l_2_clause, 'declared'), 'declared'), environment.getattr(environment.getattr(l_2_clause, 'declared'), 'declared_word'), _loop_vars=_loop_vars)),
                        '</p>\n<p class="small"><strong>',
                        escape(environment.getattr(environment.getattr(l_2_clause, 'declared'), 'agreement_word')),
                        '.</strong> ',
                        escape(environment.getattr(environment.getattr(l_2_clause, 'declared'), 'evidence')),
                        ' ',
                        escape(environment.getattr(environment.getattr(l_2_clause, 'declared'), 'place')),
                        '</p>\n</div>\n',
                    ))
                t_4.append(
                    '</td>\n<td class="words">\n',
                )
                for l_3_reason in environment.getattr(l_2_clause, 'reasons'):
                    _loop_vars = {}
                    pass
                    t_4.extend((
                        '<p>',
                        escape(l_3_reason),
                        '</p>\n',
                    ))
                l_3_reason = missing
                if environment.getattr(l_2_clause, 'concerns'):
                    pass
                    t_4.extend((
                        '<p class="label">',
                        escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.concerns', _loop_vars=_loop_vars)),
                        '</p>\n<ul>\n',
                    ))
                    for l_3_concern in environment.getattr(l_2_clause, 'concerns'):
                        _loop_vars = {}
                        pass
                        t_4.extend((
                            '<li>',
                            escape(l_3_concern),
                            '</li>\n',
                        ))
                    l_3_concern = missing
                    t_4.append(
                        '</ul>\n',
                    )
                if environment.getattr(l_2_clause, 'evidence'):
                    pass
                    t_4.extend((
                        '<p class="small"><strong>',
                        escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.ask', _loop_vars=_loop_vars)),
                        '</strong> ',
                        escape(environment.getattr(l_2_clause, 'evidence')),
                        '</p>\n',
                    ))
                t_4.append(
                    '</td>\n<td class="words">\n',
                )
                t_5 = 1
                for l_3_rule in environment.getattr(l_2_clause, 'rules'):
                    l_3_page = resolve('page')
                    _loop_vars = {}
                    pass
                    t_4.extend((
                        '<div class="rule">\n<p>',
                        escape(context.call((undefined(name='rule_link') if l_0_rule_link is missing else l_0_rule_link), environment.getattr(l_3_rule, 'id'), environment.getattr((undefined(name='page') if l_3_page is missing else l_3_page), 'entry_ids'), _loop_vars=_loop_vars)),
                        ' ',
                        escape(environment.getattr(l_3_rule, 'result')),
                        '</p>\n',
                    ))
                    if environment.getattr(l_3_rule, 'indicator'):
                        pass
                        t_4.extend((
                            '<p class="indicator">',
                            escape(environment.getattr(l_3_rule, 'indicator')),
                            '</p>\n',
                        ))
                    if environment.getattr(l_3_rule, 'changed'):
                        pass
                        t_4.extend((
                            '<p class="small"><strong>',
                            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.by-contract', _loop_vars=_loop_vars)),
                            '</strong> ',
                            escape(environment.getattr(l_3_rule, 'changed')),
                            '</p>\n',
                        ))
                    if environment.getattr(l_3_rule, 'origin'):
                        pass
                        t_4.extend((
                            '<p class="small">',
                            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.limit-from', origin=environment.getattr(l_3_rule, 'origin'), _loop_vars=_loop_vars)),
                        ))
                        if environment.getattr(l_3_rule, 'source'):
                            pass
                            t_4.extend((
                                ' ',
                                escape(context.call((undefined(name='link') if l_0_link is missing else l_0_link), environment.getattr(l_3_rule, 'source'), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.source', _loop_vars=_loop_vars), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.of-limit', rule=environment.getattr(l_3_rule, 'id'), _loop_vars=_loop_vars), _loop_vars=_loop_vars)),
                            ))
                        t_4.append(
                            '</p>\n',
                        )
                    t_4.append(
                        '</div>\n',
                    )
                    t_5 = 0
                l_3_rule = l_3_page = missing
                if t_5:
                    pass
                    t_4.extend((
                        '<p class="small">',
                        escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.no-rule')),
                        '</p>\n',
                    ))
                t_4.append(
                    '</td>\n</tr>\n',
                )
            l_2_clause = missing
            t_4.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_4)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.region', standard=environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'title'), name=environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'name')), caller=caller)
    else:
        pass
        yield '<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.none-judged'))
        yield '</p>\n'
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'not_covered'):
        pass
        yield '<details>\n<summary>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.not-covered', total=t_1(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'not_covered'))))
        yield '</summary>\n<ul>\n'
        for l_1_item in environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'not_covered'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_item)
            yield '</li>\n'
        l_1_item = missing
        yield '</ul>\n</details>\n'
    if environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'not_carried'):
        pass
        yield '<details>\n<summary>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'clauses.not-carried', total=t_1(environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'not_carried'))))
        yield '</summary>\n<ul>\n'
        for (l_1_check, l_1_because) in environment.getattr((undefined(name='standard') if l_0_standard is missing else l_0_standard), 'not_carried'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_check)
            yield ' <span class="do">'
            yield escape(l_1_because)
            yield '</span></li>\n'
        l_1_check = l_1_because = missing
        yield '</ul>\n</details>\n'
    yield '</section>\n'

blocks = {}
debug_info = '1=26&2=38&3=60&4=62&5=66&6=69&8=77&9=90&10=93&12=95&13=98&15=100&17=103&19=105&20=109&23=113&26=115&28=118&29=122&32=128&34=134&35=147&37=159&39=164&40=175&41=179&43=184&45=201&46=204&47=208&48=210&49=212&50=214&55=224&56=229&58=233&59=237&61=240&62=245&66=252&67=256&71=265&73=271&74=276&75=280&77=283&78=287&80=292&81=296&85=316&32=328&94=332&96=334&98=337&100=339&101=343&106=347&108=350&110=352&111=356'
