"""An independent model of the design: slow, obvious, day by day. It imports nothing of parkledger.

It walks through the days of a world and keeps for each enterprise what is known of it so far, as a clerk would.
"""

from __future__ import annotations

from typing import Any

World = dict[str, Any]


def simulate(world: World, last: int) -> dict[int, World]:
    """For every day from 0: the states, the quota ``q``, the rule ``relapse``, and the cases of two duties."""
    known = {row["id"]: new_file(row) for row in world["enterprises"]}
    looked: dict[str, int] = {}
    days: dict[int, World] = {}
    met_since: int | None = None
    for day in range(last + 1):
        for file in known.values():
            complete_proof(file, day)
        for look in [one for one in world["inspections"] if one["on"] == day]:
            looked[look["enterprise"] or look["park"]] = day
            if look["enterprise"]:
                observe(known[look["enterprise"]], look, world["stages"], day)
        states = {name: state(file, world["stages"], day) for name, file in known.items()}
        actual = remaining(world, known, states, day)
        if actual > world["to"]:
            met_since = None
        elif met_since is None:
            met_since = day
        days[day] = {"states": states, "actual": actual}
        days[day] |= criterion(world, met_since, day) | relapse_rule(world, known, looked, day)
        days[day] |= {"checked": checked(world, day), "followed": followed(world, day)}
    return days


def new_file(row: World) -> World:
    """What is known of an enterprise before anything happens."""
    return {"row": row, "proven": False, "relapsed_since": None, "failed": set(), "passed": set()}


def happened(day_of_fact: int | None, day: int) -> bool:
    return day_of_fact is not None and day_of_fact <= day


def claimed(row: World, day: int) -> bool:
    """A process exit is never an exit."""
    return row["disposal"] != "环节退出" and happened(row["exited_on"], day)


def complete_proof(file: World, day: int) -> None:
    """The day on which claim and proof are complete for the first time; a failure before it is overtaken."""
    if not file["proven"] and claimed(file["row"], day) and happened(file["row"]["verified_on"], day):
        file["proven"] = True
        file["failed"] = set()


def observe(file: World, look: World, stages: list[str], day: int) -> None:
    """One observation that names the enterprise."""
    if look["result"] in ("producing", "capacity"):
        if claimed(file["row"], day) and file["relapsed_since"] is None:
            file["relapsed_since"] = day
    elif look["result"] in ("clear", "pass"):
        file["relapsed_since"] = None
    if look["kind"] == "acceptance":
        if look["result"] == "pass":
            file["passed"].add(look["stage"])
            file["failed"].discard(look["stage"])
        else:
            file["passed"].discard(look["stage"])
            file["failed"].add(look["stage"])


def state(file: World, stages: list[str], day: int) -> str | None:
    """The state of an enterprise by the end of a day."""
    row = file["row"]
    if claimed(row, day):
        if file["relapsed_since"] is not None:
            return "relapsed"
        if file["failed"] or not file["proven"]:
            return "claimed"
        return "accepted" if file["passed"] == set(stages) else "proven"
    if happened(row["stopped_on"], day):
        return "stopped"
    if happened(row["notified_on"], day):
        return "notified"
    return "listed" if row["listed_on"] is None or row["listed_on"] <= day else None


def remaining(world: World, known: dict[str, World], states: dict[str, str | None], day: int) -> int:
    """The printed number, minus members that are done or exempt, plus latecomers that are not."""
    good_enough = {
        "claimed": ("claimed", "proven", "accepted"),
        "proven": ("proven", "accepted"),
        "accepted": ("accepted",),
    }[world["done"]]
    members = done = latecomers = 0
    for name, file in known.items():
        is_done = states[name] in good_enough or happened(file["row"]["exempted_on"], day)
        if (file["row"]["listed_on"] or 0) == 0:
            members += 1
            done += is_done
        elif file["row"]["listed_on"] <= day:
            latecomers += not is_done
    return (members if world["from"] is None else world["from"]) - done + latecomers


def criterion(world: World, met_since: int | None, day: int) -> World:
    """The criterion's state; day 0 is before all facts, so what is met then was met from the start."""
    due = world["due"]
    if world["extension"] and world["extension"]["approved_on"] <= day:
        due = world["extension"]["to"]
    if met_since is not None:
        return {"criterion": "met_late" if met_since > due and met_since > 0 else "met", "due": due}
    if day > due:
        return {"criterion": "overdue", "due": due, "days_overdue": day - due}
    return {"criterion": "pending", "due": due}


def relapse_rule(world: World, known: dict[str, World], looked: dict[str, int], day: int) -> World:
    """What is open and since when; whom nobody has looked at; whether it is zero."""
    watched = [file for file in known.values() if claimed(file["row"], day)]
    cases = {file["row"]["id"]: file["relapsed_since"] for file in watched if file["relapsed_since"] is not None}
    stale = set()
    for file in watched:
        row = file["row"]
        last_look = max(row["exited_on"], looked.get(row["id"], 0), looked.get(row["park"], 0))
        if day - last_look > world["look_every"]:
            stale.add(row["id"])
    return {"population": len(watched), "open": cases, "stale": stale, "zero": not cases and not stale}


def checked(world: World, day: int) -> World:
    """Who was notified is to be verified, but for those that had agreed by then: id → the day of being verified."""
    cases = {}
    for row in world["enterprises"]:
        if happened(row["notified_on"], day):
            in_time = row["agreed_on"] is not None and row["agreed_on"] <= row["notified_on"]
            if not in_time:
                cases[row["id"]] = row["verified_on"] if happened(row["verified_on"], day) else None
    return cases


def followed(world: World, day: int) -> World:
    """Who has stopped is to be verified, but for those that are exempt, from the day on which they are."""
    cases = {}
    for row in world["enterprises"]:
        if happened(row["stopped_on"], day) and not happened(row["exempted_on"], day):
            cases[row["id"]] = row["verified_on"] if happened(row["verified_on"], day) else None
    return cases
