"""serve."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import click

from checker.cli.limiting import limit_option, limits_and_bounds
from checker.cli.returns import AS_OF, PROFILE, RETURN, STANDARD, WAIVERS, day_of, given_by, opened
from checker.errors import UsageError


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65_535), help="[default: 8642, or one that is free]")
@click.option(
    "--browser/--no-browser",
    default=True,
    show_default=True,
    help="Open the page in a browser; never with --host.",
)
@click.option(
    "--keep",
    type=click.IntRange(1, 10_080),
    metavar="MINUTES",
    help="How long results are kept in memory.  [default: 720, with --host 30]",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Returns at a time; each takes 0.3 GB.  [default: 2, with --host as cores, up to 8]",
)
@click.option(
    "--host", default="", metavar="ADDRESS", help="Serve others at this address, such as 0.0.0.0."
)
@click.option("--public-url", default="", metavar="URL", help="What people type, with --host.")
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy or network whose word is taken for who asks, with --host. Repeatable.",
)
@click.option(
    "--identity-header",
    default="",
    metavar="NAME",
    help="The header in which the proxy says who is signed in; without one nobody must.",
)
@click.option(
    "--rate",
    default="200/hour",
    show_default=True,
    metavar="N/TIME",
    help="Returns that one client may hand in, with --host.",
)
@click.option(
    "--upload-mb",
    type=click.IntRange(1, 2_000),
    default=100,
    show_default=True,
    help="Megabytes of one upload.",
)
@click.option(
    "--memory-mb",
    type=click.IntRange(50, 1_000_000),
    default=1_000,
    show_default=True,
    help="Megabytes of returns and results in memory, of all visitors together.",
)
@STANDARD
@RETURN
@PROFILE
@WAIVERS
@AS_OF
@limit_option("seconds=120")
def serve_command(browser: bool, **options: Any) -> None:
    """Open a page on this machine on which returns are checked.

    Drop a return on it and read the same report as that of “checker check”. Nothing leaves the
    machine and nothing is written to a disk. With --host the page is served to others, behind a
    proxy that brings encryption.
    """
    from checker.language import say
    from checker.web.serving import LOOPBACK, bound, open_browser, run

    hosted = bool(options["host"])
    _hold(options, hosted)
    with bound(options["host"] or LOOPBACK, options["port"]) as listening:
        port = listening.getsockname()[1]
        hosting = _hosting(options, port)
        address = options["public_url"] if hosted else f"http://{LOOPBACK}:{port}/"
        click.echo(say("serve.opened-hosted" if hosted else "serve.opened", address=address))
        if not hosted:
            click.echo(f"{say('serve.stays')}\n{say('serve.how-to-stop')}")
        shown = (lambda: open_browser(address)) if browser and not hosted else None
        run(listening, hosting, shown)


def _hold(options: dict[str, Any], hosted: bool) -> None:
    """Raises UsageError for what does not go together."""
    from checker.language import say

    if hosted and not options["public_url"]:
        raise UsageError(say("serve.needs-url"))
    header = options["identity_header"]
    if (header and not header.isascii()) or set(header) & set(" :\t\r\n"):
        raise UsageError(say("serve.bad-header"))
    if header and not options["proxies"]:
        raise UsageError(say("serve.needs-proxy"))
    if not hosted and (options["public_url"] or options["proxies"]):
        raise UsageError(say("serve.needs-host"))


def _known(options: dict[str, Any]) -> tuple[Any, ...]:
    """The standards named. Raises UsageError now, not with each visitor, for one there is not."""
    named = opened(options["standards"])
    if options["return_id"]:
        from checker.packs import load_return

        load_return(options["return_id"])
    if named:
        from checker.pipeline.facts import named_standards

        named_standards(named)
    return named


def _hosting(options: dict[str, Any], port: int) -> Any:
    """The options as the page takes them. Raises UsageError."""
    from checker.web.records import Hosting, Setup
    from checker.web.serving import hosts_of, networks, own_hosts

    hosted = bool(options["host"])
    hosts, secure = hosts_of(options["public_url"]) if hosted else (own_hosts(port), False)
    limits, bounds = limits_and_bounds(options["settings"])
    # What was handed over reaches no disk, whatever a library would do with it.
    bounds = replace(bounds, writes_files=False)
    named = _known(options)
    return Hosting(
        hosts=hosts,
        hosted=hosted,
        secure=secure,
        proxies=networks(options["proxies"]),
        identity_header=options["identity_header"],
        keep=60.0 * (options["keep"] or (30 if hosted else 720)),
        largest=1_000_000 * options["upload_mb"],
        held=1_000_000 * options["memory_mb"],
        rate=options["rate"] if hosted else "",
        jobs=options["jobs"] or min(os.cpu_count() or 1, 8 if hosted else 2),
        setup=Setup(
            standards=options["standards"],
            return_id=options["return_id"],
            as_of=day_of(options["as_of"]),
            given=given_by(options["profile"], options["waivers"], named),
            limits=limits,
            bounds=bounds,
        ),
    )
