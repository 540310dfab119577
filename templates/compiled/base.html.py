from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'base.html.j2'

def root(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_html_language = resolve('html_language')
    l_0_say = resolve('say')
    l_0_gaps_told = resolve('gaps_told')
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(context.call((undefined(name='html_language') if l_0_html_language is missing else l_0_html_language)))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\''
    yield from context.blocks['policy'][0](context)
    yield '; base-uri \'none\'; form-action \'none\'">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n<title>'
    yield from context.blocks['title'][0](context)
    yield '</title>\n<style>\n'
    template = environment.get_template('report.css', 'base.html.j2')
    gen = template.root_render_func(template.new_context(context.get_all(), True, {}))
    try:
        for event in gen:
            yield event
    finally: gen.close()
    yield from context.blocks['style'][0](context)
    yield '</style>\n</head>\n<body>\n<a class="skip" href="#main">'
    yield from context.blocks['skip'][0](context)
    yield '</a>\n<header class="top">\n<p class="product">'
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.product'))
    yield '</p>\n</header>\n<main id="main" tabindex="-1">\n'
    if context.call((undefined(name='gaps_told') if l_0_gaps_told is missing else l_0_gaps_told)):
        pass
        yield '<div class="warning" lang="en-GB"><p>'
        yield escape(context.call((undefined(name='gaps_told') if l_0_gaps_told is missing else l_0_gaps_told)))
        yield '</p></div>\n'
    yield from context.blocks['main'][0](context)
    yield '</main>\n<footer class="foot">\n'
    yield from context.blocks['foot'][0](context)
    yield '</footer>\n</body>\n</html>\n'

def block_policy(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    pass

def block_title(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    pass

def block_style(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    pass

def block_skip(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    l_0_say = resolve('say')
    pass
    yield escape(context.call((undefined(name='say') if l_0_say is missing else l_0_say), 'page.skip', _block_vars=_block_vars))

def block_main(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    pass

def block_foot(context, missing=missing, environment=environment):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    _block_vars = {}
    pass

blocks = {'policy': block_policy, 'title': block_title, 'style': block_style, 'skip': block_skip, 'main': block_main, 'foot': block_foot}
debug_info = '2=15&5=17&8=19&10=21&11=27&15=29&17=31&20=33&21=36&23=38&26=40&5=43&8=52&11=61&15=70&23=81&26=90'
