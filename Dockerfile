# syntax=docker/dockerfile:1
# One image for every CPU of its architecture: SIMD is chosen at run time.
FROM debian:12-slim AS build
WORKDIR /aegis
# What setup needs changes seldom; the sources change always.
COPY scripts/setup scripts/report.sh scripts/
COPY scripts/setup.d scripts/setup.d
RUN scripts/setup --no-broker
COPY . .
# Failpoints are for the kill tests; an image for a cluster must not have them.
RUN cmake --preset release -DAEGIS_TESTS=OFF -DAEGIS_BENCH=OFF -DAEGIS_FAILPOINTS=OFF \
    && cmake --build --preset release --target aegis \
    && install -D -s -m 755 build/release/aegis /out/usr/local/bin/aegis
# The packages whose libraries the binary links, asked of the binary, so that the list cannot fall behind. dpkg knows
# libraries under /lib or under /usr/lib, whichever their package was built with.
RUN ldd /out/usr/local/bin/aegis > /tmp/libraries && ! grep 'not found' /tmp/libraries \
    && for library in $(awk '$2 == "=>" { print $3 }' /tmp/libraries); do \
         real=$(readlink -f "$library"); \
         dpkg-query -S "$library" "$real" "${real#/usr}" 2>/dev/null | cut -d: -f1 | grep -m 1 . || exit 1; \
       done > /tmp/owners \
    && sort -u /tmp/owners > /out/packages

FROM debian:12-slim
# ca-certificates: brokers and OAuth servers with public certificates.
COPY --from=build /out/packages /tmp/packages
RUN apt-get update \
    && xargs apt-get install -y --no-install-recommends ca-certificates < /tmp/packages \
    && rm -rf /var/lib/apt/lists/* /tmp/packages \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/aegis --shell /usr/sbin/nologin aegis \
    && install -d -o aegis -g aegis -m 700 /var/lib/aegis && install -d /etc/aegis
COPY --from=build /out/usr /usr
USER aegis
WORKDIR /var/lib/aegis
# The identity, the only thing written: mount a volume here, and the rest may be read-only.
VOLUME /var/lib/aegis
EXPOSE 9464
# The same port as `admin.listen`; there is no curl in here, and bash can ask.
ENV AEGIS_ADMIN_PORT=9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$AEGIS_ADMIN_PORT && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/aegis"]
CMD ["run", "-c", "/etc/aegis/pipeline.yaml"]
