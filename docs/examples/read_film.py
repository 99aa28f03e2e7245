"""Reads one film by the HTTP API of FractureGuard. Python 3.9 or later, nothing else.

    FRACTUREGUARD_KEY=fg_... python3 read_film.py http://127.0.0.1:8090 film.dcm [evidence.png]"""

import json
import os
import sys
import urllib.error
import urllib.request


def ask(address, body=None):
    headers = {"Authorization": "Bearer " + os.environ["FRACTUREGUARD_KEY"]}
    if body is not None:
        headers["Content-Type"] = "application/octet-stream"
    with urllib.request.urlopen(urllib.request.Request(address, data=body, headers=headers), timeout=120) as answer:
        return answer.read()


def main(server, film, evidence=None):
    try:
        with open(film, "rb") as file:
            reading = json.loads(ask(server + "/v1/readings", file.read()))
        if evidence is not None:
            with open(evidence, "xb") as file:
                file.write(ask(server + reading["evidence"]))
    except urllib.error.HTTPError as fault:
        problem = json.loads(fault.read())
        sys.exit(f"{problem['code']}: {problem['detail']}")
    print(reading["verdict"], reading["probability"])
    for finding in reading["findings"] or []:
        print(f"  {finding['point']} {finding['probability']} at {finding['x']}, {finding['y']}")
    print(reading["intendedUse"])


if __name__ == "__main__":
    main(*sys.argv[1:])
