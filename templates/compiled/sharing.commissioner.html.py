from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'sharing/commissioner.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    parent_template = None
    l_0_tag = l_0_pairs = l_0_region = missing
    pass
    parent_template = environment.get_template('base.html.j2', 'sharing/commissioner.html.j2')
    for name, parent_block in parent_template.blocks.items():
        context.blocks.setdefault(name, []).append(parent_block)
    included_template = environment.get_template('_parts.html.j2', 'sharing/commissioner.html.j2').make_module(context.get_all(), True, {'pairs': l_0_pairs, 'region': l_0_region, 'tag': l_0_tag})
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'sharing/commissioner.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_pairs = getattr(included_template, 'pairs', missing)
    if l_0_pairs is missing:
        l_0_pairs = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'sharing/commissioner.html.j2') does not export the requested name 'pairs'", name='pairs')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'sharing/commissioner.html.j2') does not export the requested name 'region'", name='region')
    context.vars.update({'tag': l_0_tag, 'pairs': l_0_pairs, 'region': l_0_region})
    context.exported_vars.difference_update(('tag', 'pairs', 'region'))
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
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'headline'))
    yield ' – '
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
    l_0_region = resolve('region')
    pass
    yield '<h1>'
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'title'))
    yield '</h1>\n<section class="headline headline-'
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'state'))
    yield '" aria-labelledby="headline">\n<h2 id="headline">'
    yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'headline'))
    yield '</h2>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'stop'):
        pass
        yield '<p>'
        yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'stop'))
        yield '</p>\n'
    yield '<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.for-commissioner', _block_vars=_block_vars))
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'keys'):
        pass
        yield ' '
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.with-keys', _block_vars=_block_vars))
    else:
        pass
        yield ' '
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.without-keys', _block_vars=_block_vars))
    yield '</p>\n</section>\n<section aria-labelledby="facts">\n<h2 id="facts">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.the-return', _block_vars=_block_vars))
    yield '</h2>\n'
    yield escape(context.call((undefined(name='pairs') if l_0_pairs is missing else l_0_pairs), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'facts'), _block_vars=_block_vars))
    yield '\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'second_reading'):
        pass
        yield '<p>'
        yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'second_reading'))
        yield '</p>\n'
    yield '</section>\n<section aria-labelledby="findings">\n<h2 id="findings">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.findings', _block_vars=_block_vars))
    yield '</h2>\n<ul class="tally">\n'
    for (l_1_kind, l_1_word, l_1_total) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'tiers'):
        l_1_tag = resolve('tag')
        _loop_vars = {}
        pass
        yield '<li>'
        yield escape(context.call((undefined(name='tag') if l_1_tag is missing else l_1_tag), l_1_kind, l_1_word, _loop_vars=_loop_vars))
        yield ' <strong>'
        yield escape(l_1_total)
        yield '</strong></li>\n'
    l_1_kind = l_1_word = l_1_total = l_1_tag = missing
    yield '</ul>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'rules'):
        pass
        def macro():
            t_1 = []
            pass
            t_1.extend((
                '<table>\n<caption>',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.findings-by-rule')),
                '</caption>\n<thead><tr><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.rule-heading')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.severity')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.found')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.open')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.explained')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.waived')),
                '</th>',
            ))
            if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'keys'):
                pass
                t_1.extend((
                    '<th scope="col">',
                    escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.cases')),
                    '</th>',
                ))
            t_1.append(
                '</tr></thead>\n<tbody>\n',
            )
            for (l_2_kind, l_2_word, l_2_rule, l_2_summary, l_2_found, l_2_open, l_2_explained, l_2_waived, l_2_cases) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'rules'):
                l_2_tag = resolve('tag')
                _loop_vars = {}
                pass
                t_1.extend((
                    '<tr><th scope="row"><code>',
                    escape(l_2_rule),
                    '</code><span class="do">',
                    escape(l_2_summary),
                    '</span></th><td>',
                    escape(context.call((undefined(name='tag') if l_2_tag is missing else l_2_tag), l_2_kind, l_2_word, _loop_vars=_loop_vars)),
                    '</td><td class="num">',
                    escape(l_2_found),
                    '</td><td class="num">',
                    escape(l_2_open),
                    '</td><td class="num">',
                    escape(l_2_explained),
                    '</td><td class="num">',
                    escape(l_2_waived),
                    '</td>',
                ))
                if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'keys'):
                    pass
                    t_1.extend((
                        '<td class="words">',
                        escape((l_2_cases or '–')),
                        '</td>',
                    ))
                t_1.append(
                    '</tr>\n',
                )
            l_2_kind = l_2_word = l_2_rule = l_2_summary = l_2_found = l_2_open = l_2_explained = l_2_waived = l_2_cases = l_2_tag = missing
            t_1.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_1)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.findings-table', _block_vars=_block_vars), caller=caller, _block_vars=_block_vars)
    else:
        pass
        yield '<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.no-findings', _block_vars=_block_vars))
        yield '</p>\n'
    yield '</section>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'since'):
        pass
        yield '<section aria-labelledby="since">\n<h2 id="since">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.since-title', _block_vars=_block_vars))
        yield '</h2>\n<ul>\n'
        for l_1_line in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'since'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_line)
            yield '</li>\n'
        l_1_line = missing
        yield '</ul>\n</section>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'commissioner'):
        pass
        template = environment.get_template('_commissioner.html.j2', 'sharing/commissioner.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    for l_1_standard in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'standards'):
        _loop_vars = {}
        pass
        template = environment.get_template('_standard.html.j2', 'sharing/commissioner.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'standard': l_1_standard}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    l_1_standard = missing
    yield '<section aria-labelledby="not-checked">\n<h2 id="not-checked">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.not-checked', _block_vars=_block_vars))
    yield '</h2>\n'
    for l_1_claim in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unknown_claims'):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.unknown-claim', claim=l_1_claim, _loop_vars=_loop_vars))
        yield '</p>\n'
    l_1_claim = missing
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unchecked'):
        pass
        yield '<ul>\n'
        for (l_1_rule, l_1_why) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'unchecked'):
            _loop_vars = {}
            pass
            yield '<li><code>'
            yield escape(l_1_rule)
            yield '</code> '
            yield escape(l_1_why)
            yield '</li>\n'
        l_1_rule = l_1_why = missing
        yield '</ul>\n'
    else:
        pass
        yield '<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.all-checked', _block_vars=_block_vars))
        yield '</p>\n'
    yield '</section>\n<section aria-labelledby="proof">\n<h2 id="proof">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.proof', _block_vars=_block_vars))
    yield '</h2>\n'
    yield escape(context.call((undefined(name='pairs') if l_0_pairs is missing else l_0_pairs), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'proof'), _block_vars=_block_vars))
    yield '\n</section>\n'

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
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'sharing.foot', version=environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'version'), _block_vars=_block_vars))
    yield '</p>\n'

blocks = {'title': block_title, 'main': block_main, 'foot': block_foot}
debug_info = '1=13&2=16&3=30&4=43&5=56&6=58&7=60&8=62&9=65&11=68&14=78&15=80&16=82&17=85&21=88&23=90&24=95&27=101&28=103&30=108&31=110&33=133&34=139&28=170&40=174&43=177&45=180&47=182&48=186&53=190&54=192&56=198&57=201&60=209&61=211&62=215&64=218&66=221&67=225&71=234&75=237&76=239&79=242&80=253'
