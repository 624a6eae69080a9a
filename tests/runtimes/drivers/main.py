# Asks for each error of the file `asks`, and tells what the generated module of its registry makes of the response.
import dataclasses
import importlib
import os
import urllib.error
import urllib.request


def hexed(value):
    return str(value).encode().hex()


def plain(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{%d}" % len(value)
    if isinstance(value, list):
        return "[%d]" % len(value)
    return str(value)


def fields_of(details):
    if details is None:
        return "-"
    pairs = [(field.name, getattr(details, field.name)) for field in dataclasses.fields(details)]
    return ",".join(hexed(name) + "=" + hexed(plain(value)) for name, value in pairs if value is not None)


with open("asks", encoding="utf-8") as asks:
    lines = asks.readlines()

for line in lines:
    index, url = line.rstrip("\n").split("\t")
    module = importlib.import_module("r" + index)
    try:
        response = urllib.request.urlopen(url, timeout=20)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        found = module.error_from(response.status, response.headers, response.read())
    try:
        raise found
    except module.ApiError as error:
        wait = "-" if error.retry_after is None else str(round(error.retry_after))
        page = "-" if error.facts is None else hexed(error.facts.url)
        is_known = not isinstance(error, module.UnknownApiError)
        code = "-" if error.code is None else hexed(error.code)
        parts = [type(error).__name__ if is_known else "?", code, str(error.status), wait, page]
        print("\t".join(parts + [hexed(str(error)), fields_of(error.details)]))
