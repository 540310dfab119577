from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = '_receipt.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_say = resolve('say')
    l_0_page = resolve('page')
    l_0_pairs = l_0_region = missing
    pass
    included_template = environment.get_template('_parts.html.j2', '_receipt.html.j2')._get_default_module(context)
    l_0_pairs = getattr(included_template, 'pairs', missing)
    if l_0_pairs is missing:
        l_0_pairs = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_receipt.html.j2') does not export the requested name 'pairs'", name='pairs')
    l_0_region = getattr(included_template, 'region', missing)
    if l_0_region is missing:
        l_0_region = undefined(f"the template {included_template.__name__!r} (imported on line 1 in '_receipt.html.j2') does not export the requested name 'region'", name='region')
    context.vars.update({'pairs': l_0_pairs, 'region': l_0_region})
    context.exported_vars.difference_update(('pairs', 'region'))
    yield '<section aria-labelledby="receipt">\n<h2 id="receipt">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.receipt-title'))
    yield '</h2>\n<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.counted'))
    yield '</p>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'sheets'):
        pass
        def macro():
            t_1 = []
            pass
            t_1.extend((
                '<table>\n<caption>',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.sheets-caption')),
                '</caption>\n<thead><tr><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-sheet')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-state')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-read')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-filled')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-errors')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-formulas')),
                '</th><th scope="col" class="num">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-merges')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-hidden')),
                '</th><th scope="col">',
                escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.head-last')),
                '</th></tr></thead>\n<tbody>\n',
            ))
            for l_2_row in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'sheets'):
                _loop_vars = {}
                pass
                t_1.extend((
                    '<tr><th scope="row">',
                    escape(environment.getitem(l_2_row, 0)),
                    '</th><td>',
                    escape(environment.getitem(l_2_row, 1)),
                    '</td>',
                ))
                for l_3_value in l_2_row[2:7]:
                    _loop_vars = {}
                    pass
                    t_1.extend((
                        '<td class="num">',
                        escape(l_3_value),
                        '</td>',
                    ))
                l_3_value = missing
                t_1.extend((
                    '<td>',
                    escape(environment.getitem(l_2_row, 7)),
                    '</td><td>',
                    escape(environment.getitem(l_2_row, 8)),
                    '</td></tr>\n',
                ))
            l_2_row = missing
            t_1.append(
                '</tbody>\n</table>\n',
            )
            return concat(t_1)
        caller = Macro(environment, macro, None, (), False, False, False, context.eval_ctx.autoescape)
        yield context.call((undefined(name='region') if l_0_region is missing else l_0_region), context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.sheets-region'), caller=caller)
    else:
        pass
        yield '<p class="empty">'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.no-sheet'))
        yield '</p>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'sheet_facts'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.look'))
        yield '</h3>\n<ul>\n'
        for (l_1_sheet, l_1_said) in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'sheet_facts'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_sheet)
            yield ': '
            yield escape(l_1_said)
            yield '</li>\n'
        l_1_sheet = l_1_said = missing
        yield '</ul>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'second_reading'):
        pass
        yield '<p>'
        yield escape(environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'second_reading'))
        yield '</p>\n'
    if environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'notes'):
        pass
        yield '<h3>'
        yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.noted'))
        yield '</h3>\n<ul>\n'
        for l_1_note in environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'notes'):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_note)
            yield '</li>\n'
        l_1_note = missing
        yield '</ul>\n'
    yield '</section>\n<section aria-labelledby="proof">\n<h2 id="proof">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.proof-title'))
    yield '</h2>\n<p>'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'facts.same-bytes'))
    yield '</p>\n<div class="proof">\n'
    yield escape(context.call((undefined(name='pairs') if l_0_pairs is missing else l_0_pairs), environment.getattr((undefined(name='page') if l_0_page is missing else l_0_page), 'proof')))
    yield '\n</div>\n</section>\n'

blocks = {}
debug_info = '1=14&3=24&4=26&5=28&6=30&8=35&9=37&11=56&12=61&6=88&18=92&20=94&21=97&23=99&24=103&28=109&30=114&31=117&33=119&34=123&40=128&41=130&43=132'
