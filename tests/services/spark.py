"""A real Spark: a standalone master, two workers and a Spark Connect server, each a process of its own on 127.0.0.1.

Its jars come from the package `pyspark`, which `./upshot test` puts in a folder of its own where Java is present: the
client under test is `pyspark-client`, as a user has it, and both would be called `pyspark` in one environment.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.services.keeping import Absent, stop_process
from tests.services.postgres import free_port

_OPENED = (  # what Spark's own launcher opens for Java 17 (JavaModuleOptions)
    "lang", "lang.invoke", "lang.reflect", "io", "net", "nio", "util", "util.concurrent", "util.concurrent.atomic",
)  # fmt: skip
_MORE_OPENED = (
    "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar", "jdk.internal.ref",
)  # fmt: skip
_OPENS = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in (*(f"java.{n}" for n in _OPENED), *_MORE_OPENED)]
_QUICK = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]  # two cores, small heaps, short lives
_JAVA = [*_QUICK, *_OPENS, "-Djdk.reflect.useDirectMethodHandle=false", "-Dio.netty.tryReflectionSetAccessible=true"]
_CLUSTER = {
    "spark.driver.host": "127.0.0.1",
    "spark.executor.memory": "512m",  # with the driver's 640 and the daemons' 3 × 128 MiB: about 2 GiB in all
    "spark.executor.cores": "1",
    "spark.cores.max": "2",
    "spark.executor.extraJavaOptions": " ".join(_QUICK),
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.default.parallelism": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "60s",
    "spark.network.timeout": "60s",
    "spark.executor.heartbeatInterval": "5s",
}
_LOGGING = """
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = console
logger.executor.name = org.apache.spark.executor.Executor
logger.executor.level = info
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
"""


def _spark_home() -> Path:
    """The folder that holds `jars`: of the test's own Spark, or of one that `SPARK_HOME` names."""
    own = Path(sys.prefix) / "spark" / "pyspark"
    named = os.environ.get("SPARK_HOME")
    for folder in (own, Path(named) if named else own):
        if any((folder / "jars").glob("spark-connect_*.jar")):
            return folder
    raise Absent("no Spark: `./upshot test` installs it where Java is present (or set SPARK_HOME)")


def _java() -> str:
    found = shutil.which("java")
    if found is None:
        raise Absent("no Java: a Spark cluster needs Java 17 (Debian: apt-get install openjdk-17-jre-headless)")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = said.partition('"')[2].partition(".")[0].partition('"')[0]
    if not version.isdigit() or int(version) < 17:
        raise Absent(f"Java {version or '?'} is too old: Spark 4 needs Java 17")
    return found


def start(stack: ExitStack, place: Path) -> dict[str, Any]:
    """Start the cluster; every process of it ends, and its folders go, when `stack` ends."""
    java, home = _java(), _spark_home()
    folder = Path(tempfile.mkdtemp(prefix="upshot-spark-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    (folder / "log4j2.properties").write_text(_LOGGING)
    paths = os.pathsep.join([str(folder), str(home / "jars" / "*")])
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))},
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_SCALA_VERSION": "2.13",
        "SPARK_LOCAL_DIRS": str(folder / "local"), "SPARK_CONF_DIR": str(folder),
    }  # fmt: skip

    def run(name: str, memory: str, *command: str) -> subprocess.Popen[bytes]:
        with (place / f"{name}.log").open("w") as log:
            process = subprocess.Popen(
                [java, f"-Xmx{memory}", *_JAVA, "-cp", paths, *command],
                cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        stack.callback(stop_process, process, sign=9)
        return process

    master_port, connect_port = free_port(), free_port()
    master = f"spark://127.0.0.1:{master_port}"
    here = ("--host", "127.0.0.1", "--webui-port", "0")
    run("master", "128m", "org.apache.spark.deploy.master.Master", *here, "--port", str(master_port))
    worker = ("org.apache.spark.deploy.worker.Worker", *here, "--cores", "1", "--memory", "600m")
    workers = [run(f"worker-{n}", "128m", *worker, "--work-dir", str(folder / f"work-{n}"), master).pid for n in (1, 2)]
    said = {
        **_CLUSTER,
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(connect_port),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    options = [part for name, value in said.items() for part in ("--conf", f"{name}={value}")]
    connect = run(
        "connect", "640m", "org.apache.spark.deploy.SparkSubmit", "--master", master, *options,
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal",
    )  # fmt: skip
    _wait_until_open(connect_port, connect, place / "connect.log")
    return {
        "url": f"sc://127.0.0.1:{connect_port}", "workers": workers, "connect": connect.pid, "folder": str(folder),
    }  # fmt: skip


def _wait_until_open(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8")[-3000:]) from None
            time.sleep(0.1)
        else:
            return
