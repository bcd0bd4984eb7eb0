# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The cluster client of python3-redis against a grid: routing, pipelines, hashes, expiry, errors.
# Called with the port of one unit; ends with 0 when everything is as with Redis.
import sys

import redis
from redis.cluster import RedisCluster


def check(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: found {found!r}, wanted {wanted!r}")


def main():
    client = RedisCluster(host="127.0.0.1", port=int(sys.argv[1]), decode_responses=True)
    for number in range(200):
        check("set", client.set(f"py:{number}", f"value {number}"), True)
    for number in range(200):
        check("get", client.get(f"py:{number}"), f"value {number}")
    check("missing", client.get("py:none"), None)
    check("set nx", client.set("py:0", "other", nx=True), None)
    check("incr", [client.incr("py:counter") for _ in range(3)], [1, 2, 3])
    check("hset", client.hset("py:hash", mapping={"a": "1", "b": "2"}), 2)
    check("hgetall", client.hgetall("py:hash"), {"a": "1", "b": "2"})
    check("hincrby", client.hincrby("py:hash", "a", 4), 5)
    check("type", client.type("py:hash"), "hash")
    check("mset in one slot", client.mset({"{py}:1": "x", "{py}:2": "y"}), True)
    check("mget in one slot", client.mget("{py}:1", "{py}:2"), ["x", "y"])
    check("expire", client.expire("py:1", 100), True)
    check("ttl", 0 < client.ttl("py:1") <= 100, True)
    check("delete", client.delete("py:2"), 1)
    with client.pipeline() as pipeline:
        for number in range(100):
            pipeline.incr(f"py:pipe:{number}")
        check("pipeline", pipeline.execute(), [1] * 100)
    try:
        client.incr("py:hash")
        sys.exit("WRONGTYPE was not raised")
    except redis.exceptions.ResponseError as error:
        check("wrong type", str(error).startswith("WRONGTYPE"), True)
    keys = set(client.scan_iter(match="py:*"))
    check("scan", {"py:0", "py:199", "py:hash"} <= keys, True)


main()
