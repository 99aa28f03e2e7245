#!/bin/sh
# Reads one film by the HTTP API of FractureGuard.
#
#     FRACTUREGUARD_KEY=fg_... sh read_film.sh http://127.0.0.1:8090 film.dcm
#
# The key goes in by standard input, so that no list of processes shows it. With --fail-with-body (curl 7.76) a refused
# film ends with 22, and its problem is printed all the same.
set -eu
printf 'header = "Authorization: Bearer %s"\n' "$FRACTUREGUARD_KEY" |
  curl --silent --show-error --fail-with-body --config - --form "film=@$2" "$1/v1/readings"
