from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'report.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    parent_template = None
    l_0_page = resolve('page')
    l_0_tag = l_0_pairs = l_0_region = l_0_stopped = missing
    pass
    parent_template = environment.get_template('base.html.j2', 'report.html.j2')
    for name, parent_block in parent_template.blocks.items():
        context.blocks.setdefault(name, []).append(parent_block)
    included_template = environment.get_template('_parts.html.j2', 'report.html.j2')._get_default_module(context)
    l_0_tag = getattr(included_template, 'tag', missing)
    if l_0_tag is missing:
        l_0_tag = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'report.html.j2') does not export the requested name 'tag'", name='tag')
    l_0_pairs = getattr(included_template, 'pairs', missing)
    if l_0_pairs is missing:
        l_0_pairs = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'report.html.j2') does not export the requested name 'pairs'", name='pairs')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 2 in 'report.html.j2') does not export the requested name 'region'", name='region')
    context.vars.update({'tag': l_0_tag, 'pairs': l_0_pairs, 'region': l_0_region})
    context.exported_vars.difference_update(('tag', 'pairs', 'region'))
    l_0_stopped = (environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'state') == 'stop')
    context.vars['stopped'] = l_0_stopped
    context.exported_vars.add('stopped')
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
    l_0_stopped = resolve('stopped')
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
    yield '<p class="label">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.next-title', _block_vars=_block_vars))
    yield '</p>\n<ol>\n'
    for l_1_step in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'steps'):
        _loop_vars = {}
        pass
        yield '<li>'
        if environment.getattr(l_1_step, 'target'):
            pass
            yield '<a href="#'
            yield escape(environment.getattr(l_1_step, 'target'))
            yield '">'
            yield escape(environment.getattr(l_1_step, 'text'))
            yield '</a>'
        else:
            pass
            yield escape(environment.getattr(l_1_step, 'text'))
        yield '</li>\n'
    l_1_step = missing
    yield '</ol>\n</section>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'fixes_first'):
        pass
        template = environment.get_template('_fix_first.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'ways'):
        pass
        yield '<section aria-labelledby="ways">\n<h2 id="ways">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.ways-title', _block_vars=_block_vars))
        yield '</h2>\n<ul class="ways">\n<li><a href="#by-rule">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.way-rule', rules=environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'rules_size'), _block_vars=_block_vars))
        yield '</a> '
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.way-rule-when', _block_vars=_block_vars))
        yield '</li>\n<li><a href="#by-case">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.way-case', cases=environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'size'), _block_vars=_block_vars))
        yield '</a> '
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), ('page.way-case-when' if environment.getattr(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'cases'), 'named') else 'page.way-case-none'), _block_vars=_block_vars))
        yield '</li>\n</ul>\n<p class="small">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.ways-same', _block_vars=_block_vars))
        yield '</p>\n</section>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'warnings'):
        pass
        yield '<div class="warning">\n'
        for (l_1_target, l_1_words) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'warnings'):
            _loop_vars = {}
            pass
            yield '<p><strong>'
            yield escape(l_1_words)
            yield '.</strong> '
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.provisional', _loop_vars=_loop_vars))
            yield ' <a href="#'
            yield escape(l_1_target)
            yield '">'
            yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.provisional-link', _loop_vars=_loop_vars))
            yield '</a></p>\n'
        l_1_target = l_1_words = missing
        yield '</div>\n'
    yield '<div class="overview">\n<section aria-labelledby="facts">\n<h2 id="facts">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.facts-title', _block_vars=_block_vars))
    yield '</h2>\n'
    yield escape(context.call((undefined(name='pairs') if l_0_pairs is missing else l_0_pairs), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'facts'), _block_vars=_block_vars))
    yield '\n</section>\n<nav aria-labelledby="contents">\n<h2 id="contents">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.contents-title', _block_vars=_block_vars))
    yield '</h2>\n<ul>\n'
    for (l_1_target, l_1_words) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'contents'):
        _loop_vars = {}
        pass
        yield '<li><a href="#'
        yield escape(l_1_target)
        yield '">'
        yield escape(l_1_words)
        yield '</a></li>\n'
    l_1_target = l_1_words = missing
    yield '</ul>\n</nav>\n</div>\n'
    if (not (undefined(name='stopped') if l_0_stopped is missing else l_0_stopped)):
        pass
        def macro():
            t_1 = []
            pass
            t_1.extend((
                '<table class="tiers">\n<caption>',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.tiers-title')),
                '</caption>\n<thead><tr><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.tier')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.findings-head')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.meaning')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for (l_2_kind, l_2_word, l_2_total, l_2_meaning) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'tiers'):
                l_2_tag = resolve('tag')
                _loop_vars = {}
                pass
                t_1.extend((
                    '<tr><th scope="row">',
                    escape(context.call((undefined(name='tag') if l_2_tag is missing else l_2_tag), l_2_kind, l_2_word, _loop_vars=_loop_vars)),
                    '</th><td class="num">',
                    escape(l_2_total),
                    '</td><td class="words">',
                    escape(l_2_meaning),
                    '</td></tr>\n',
                ))
            l_2_kind = l_2_word = l_2_total = l_2_meaning = l_2_tag = missing
            t_1.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_1)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.tiers-region', _block_vars=_block_vars), caller=caller, _block_vars=_block_vars)
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'since'):
        pass
        template = environment.get_template('_since.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'commissioner'):
        pass
        template = environment.get_template('_commissioner.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'sections'):
        pass
        template = environment.get_template('_by_rule.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'ways'):
        pass
        template = environment.get_template('_by_case.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'explanations'):
        pass
        template = environment.get_template('_explanations.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'standards'):
        pass
        yield '<p class="axes">'
        yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'two_axes'))
        yield '</p>\n'
    for l_1_standard in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'standards'):
        _loop_vars = {}
        pass
        template = environment.get_template('_standard.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {'standard': l_1_standard}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    l_1_standard = missing
    if ((not environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'standards')) and (not (undefined(name='stopped') if l_0_stopped is missing else l_0_stopped))):
        pass
        yield '<section aria-labelledby="no-standard">\n<h2 id="no-standard">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.no-standard-title', _block_vars=_block_vars))
        yield '</h2>\n<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.no-standard', _block_vars=_block_vars))
        yield '</p>\n</section>\n'
    template = environment.get_template('_unchecked.html.j2', 'report.html.j2')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'entries'):
        pass
        template = environment.get_template('_rules.html.j2', 'report.html.j2')
        gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
        try:
            for event in gen:
                yield event
        finally: gen.close()
    template = environment.get_template('_receipt.html.j2', 'report.html.j2')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()

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
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.foot', version=environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'version'), _block_vars=_block_vars))
    yield '</p>\n'

blocks = {'title': block_title, 'main': block_main, 'foot': block_foot}
debug_info = '1=14&2=17&3=29&4=34&5=47&6=61&7=63&8=65&9=67&10=70&12=73&14=75&15=79&19=92&20=94&22=100&24=103&26=105&27=109&29=113&32=115&34=118&35=122&41=133&42=135&45=137&47=139&48=143&53=149&54=151&56=156&57=158&59=165&60=171&54=184&66=185&67=187&69=193&70=195&72=201&73=203&75=209&76=211&78=217&79=219&81=225&82=228&84=230&85=233&87=240&89=243&90=245&93=247&94=253&95=255&97=261&99=268&100=279'
