from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'sharing/public.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    parent_template = None
    l_0_tag = l_0_pairs = l_0_region = l_0_figure = missing
    try:
        t_1 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    parent_template = environment.get_template('base.html.j2', 'sharing/public.html.j2')
    for name, parent_block in parent_template.blocks.items():
        context.blocks.setdefault(name, []).append(parent_block)
    included_template = environment.get_template('_parts.html.j2', 'sharing/public.html.j2').make_module(context.get_all(), True, {'figure': l_0_figure, 'pairs': l_0_pairs, 'region': l_0_region, 'tag': l_0_tag})
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'sharing/public.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_pairs = getattr(included_template, 'pairs', missing)
    if l_0_pairs is missing:
        l_0_pairs = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'sharing/public.html.j2') does not export the requested name 'pairs'", name='pairs')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'sharing/public.html.j2') does not export the requested name 'region'", name='region')
    context.vars.update({'tag': l_0_tag, 'pairs': l_0_pairs, 'region': l_0_region})
    context.exported_vars.difference_update(('tag', 'pairs', 'region'))
    def macro(l_1_value):
        t_2 = []
        l_1_say = resolve('say')
        if l_1_value is missing:
            l_1_value = undefined("parameter 'value' was not provided", name='value')
        pass
        if t_1(l_1_value):
            pass
            t_2.append(
                escape(context.call((undefined(name='say') if l_1_say is missing else l_1_say), 'sharing.withheld-mark')),
            )
        else:
            pass
            t_2.append(
                escape(context.call(environment.getattr('{:,}', 'format'), l_1_value)),
            )
        return concat(t_2)
    context.exported_vars.add('figure')
    context.vars['figure'] = l_0_figure = Macro(environment, macro, 'figure', ('value',), False, False, False, context.eval_ctx.autoescape)
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
    l_0_say = resolve('say')
    l_0_pairs = resolve('pairs')
    try:
        t_3 = environment.filters['replace']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'replace' found.")
    pass
    yield '<h1>'
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'title'))
    yield '</h1>\n<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.for-public', _block_vars=_block_vars))
    yield '</p>\n'
    yield escape(context.call((undefined(name='pairs') if l_0_pairs is missing else l_0_pairs), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'facts'), _block_vars=_block_vars))
    yield '\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'stopped'):
        pass
        yield '<p class="warning">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.unread', _block_vars=_block_vars))
        yield '</p>\n'
    else:
        pass
        yield '<section aria-labelledby="numbers">\n<h2 id="numbers">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.numbers', _block_vars=_block_vars))
        yield '</h2>\n<p>'
        yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'rule'))
        yield '</p>\n</section>\n'
        t_4 = 1
        for l_1_standard in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'standards'):
            l_1_region = resolve('region')
            _loop_vars = {}
            pass
            yield '<section class="standard" aria-labelledby="'
            yield escape(environment.getattr(l_1_standard, 'anchor'))
            yield '">\n<h2 id="'
            yield escape(environment.getattr(l_1_standard, 'anchor'))
            yield '">'
            yield escape(environment.getattr(l_1_standard, 'title'))
            yield '</h2>\n'
            if environment.getattr(l_1_standard, 'warning'):
                pass
                yield '<div class="warning"><p><strong>'
                yield escape(environment.getattr(l_1_standard, 'warning'))
                yield '.</strong>'
                if environment.getattr(l_1_standard, 'note'):
                    pass
                    yield ' '
                    yield escape(environment.getattr(l_1_standard, 'note'))
                yield '</p></div>\n'
            yield '<p class="meta">'
            yield escape(environment.getattr(l_1_standard, 'id'))
            yield ', '
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.edition', edition=environment.getattr(l_1_standard, 'edition'), _loop_vars=_loop_vars))
            yield ' · '
            yield escape(environment.getattr(l_1_standard, 'publisher'))
            if environment.getattr(l_1_standard, 'source'):
                pass
                yield ' · <a href="'
                yield escape(environment.getattr(l_1_standard, 'source'))
                yield '" rel="noreferrer">'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.source', _loop_vars=_loop_vars))
                yield '<span class="unseen"> '
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.of', what=environment.getattr(l_1_standard, 'title'), _loop_vars=_loop_vars))
                yield '</span></a>'
            yield '</p>\n<ul class="tally">\n'
            for (l_2_kind, l_2_word, l_2_total) in environment.getattr(l_1_standard, 'tally'):
                l_2_tag = resolve('tag')
                _loop_vars = {}
                pass
                yield '<li>'
                yield escape(context.call((undefined(name='tag') if l_2_tag is missing else l_2_tag), l_2_kind, l_2_word, _loop_vars=_loop_vars))
                yield ' <strong>'
                yield escape(l_2_total)
                yield '</strong></li>\n'
            l_2_kind = l_2_word = l_2_total = l_2_tag = missing
            yield '</ul>\n'
            def macro():
                t_5 = []
                pass
                t_5.extend((
                    '<table class="clauses">\n<caption>',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.clause-by-clause', standard=environment.getattr(l_1_standard, 'title'))),
                    '</caption>\n<thead><tr><th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.clause')),
                    '</th><th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.verdict')),
                    '</th><th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.behind')),
                    '</th></tr></thead>\n<tbody>\n',
                ))
                for l_3_clause in environment.getattr(l_1_standard, 'clauses'):
                    l_3_tag = resolve('tag')
                    _loop_vars = {}
                    pass
                    t_5.extend((
                        '<tr><th scope="row"><span class="clause">',
                        escape(environment.getattr(l_3_clause, 'id')),
                    ))
                    if environment.getattr(l_3_clause, 'title'):
                        pass
                        t_5.extend((
                            ' ',
                            escape(environment.getattr(l_3_clause, 'title')),
                        ))
                    t_5.extend((
                        '</span><p class="small">',
                        escape(environment.getattr(l_3_clause, 'obligation')),
                        '. ',
                        escape((context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.clause-is', origin=environment.getattr(l_3_clause, 'origin'), _loop_vars=_loop_vars) if environment.getattr(l_3_clause, 'origin') else cond_expr_undefined("the inline if-expression on line 34 in 'sharing/public.html.j2' evaluated to false and no else section was defined."))),
                        '</p></th>\n<td>',
                        escape(context.call((undefined(name='tag') if l_3_tag is missing else l_3_tag), environment.getattr(l_3_clause, 'verdict'), environment.getattr(l_3_clause, 'word'), _loop_vars=_loop_vars)),
                    ))
                    if environment.getattr(l_3_clause, 'assessed'):
                        pass
                        t_5.extend((
                            '<p class="small">',
                            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.assessed', _loop_vars=_loop_vars)),
                            '</p>',
                        ))
                    t_5.append(
                        '</td>\n<td class="words">\n',
                    )
                    t_6 = 1
                    for l_4_rule in environment.getattr(l_3_clause, 'rules'):
                        l_4_figure = resolve('figure')
                        _loop_vars = {}
                        pass
                        t_5.extend((
                            '<div class="rule">\n<p>',
                            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.looks-for', fault=environment.getattr(l_4_rule, 'summary'), _loop_vars=_loop_vars)),
                            '</p>\n<p class="small">',
                        ))
                        if (environment.getattr(l_4_rule, 'state') == 'run'):
                            pass
                            t_5.append(
                                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.rows', checked=context.call((undefined(name='figure') if l_4_figure is missing else l_4_figure), environment.getattr(l_4_rule, 'checked'), _loop_vars=_loop_vars), failed=context.call((undefined(name='figure') if l_4_figure is missing else l_4_figure), environment.getattr(l_4_rule, 'failed'), _loop_vars=_loop_vars), _loop_vars=_loop_vars)),
                            )
                        else:
                            pass
                            t_5.append(
                                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), markup_join(('sharing.rule-', t_3(context.eval_ctx, environment.getattr(l_4_rule, 'state'), ' ', '-'), )), _loop_vars=_loop_vars)),
                            )
                        t_5.extend((
                            ' ',
                            escape((context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.limit', origin=environment.getattr(l_4_rule, 'origin'), _loop_vars=_loop_vars) if environment.getattr(l_4_rule, 'origin') else cond_expr_undefined("the inline if-expression on line 40 in 'sharing/public.html.j2' evaluated to false and no else section was defined."))),
                            '</p>\n</div>\n',
                        ))
                        t_6 = 0
                    l_4_rule = l_4_figure = missing
                    if t_6:
                        pass
                        t_5.extend((
                            '<p class="small">',
                            escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.no-rule')),
                            '</p>\n',
                        ))
                    t_5.append(
                        '</td></tr>\n',
                    )
                l_3_clause = l_3_tag = missing
                t_5.append(
                    '</tbody>\n</table>\n',
                )
                return concat(t_5)
            caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
            yield context.call((undefined(name='region') if l_1_region is missing else l_1_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.clauses-table', standard=markup_join((environment.getattr(l_1_standard, 'title'), ', ', environment.getattr(l_1_standard, 'edition'), )), _loop_vars=_loop_vars), caller=caller, _loop_vars=_loop_vars)
            if environment.getattr(l_1_standard, 'not_covered'):
                pass
                yield '<h3>'
                yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.not-covered', _loop_vars=_loop_vars))
                yield '</h3>\n<ul>\n'
                for l_2_item in environment.getattr(l_1_standard, 'not_covered'):
                    _loop_vars = {}
                    pass
                    yield '<li>'
                    yield escape(l_2_item)
                    yield '</li>\n'
                l_2_item = missing
                yield '</ul>\n'
            yield '</section>\n'
            t_4 = 0
        l_1_standard = l_1_region = missing
        if t_4:
            pass
            yield '<p class="empty">'
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.no-standard'))
            yield '</p>\n'

def block_foot(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    pass
    yield '<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.foot-public', version=environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'version'), _block_vars=_block_vars))
    yield '</p>\n'

blocks = {'title': block_title, 'main': block_main, 'foot': block_foot}
debug_info = '1=19&2=22&3=34&4=55&5=66&6=84&7=86&8=88&9=90&10=93&13=98&14=100&16=103&17=108&18=110&19=114&20=117&22=125&24=140&25=145&28=151&30=156&31=158&33=165&34=171&35=185&37=198&39=204&40=207&43=228&28=240&50=241&51=244&53=246&54=250&60=260&64=263&65=274'
