# WotNot Relay as an image: docker build -t wotnot-relay .
# compose.yaml runs it together with Caddy, which brings HTTPS.

FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp package -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true \
    && mkdir /dist \
    && tar -xzf target/wotnot-relay-*.tar.gz -C /dist --strip-components=1

FROM eclipse-temurin:21-jre
RUN groupadd --system --gid 10001 relay \
    && useradd --system --uid 10001 --gid relay --no-create-home --home-dir /data --shell /usr/sbin/nologin relay \
    && install --directory --owner=relay --group=relay --mode=0700 /data
COPY --from=build /dist/bin /opt/wotnot-relay/bin
COPY --from=build /dist/lib /opt/wotnot-relay/lib
COPY --from=build /dist/plugins /opt/wotnot-relay/plugins
COPY --from=build /dist/routes /opt/wotnot-relay/routes
COPY --from=build /dist/application.properties /dist/LICENSE /opt/wotnot-relay/
ENV RELAY_DATA=/data
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
# the webhook; the console's port (8081) is for the inside of the container
EXPOSE 8080
# bash speaks HTTP here: the image has no need of curl
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${RELAY_CONSOLE_PORT:-8081} && printf 'GET /observe/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["/opt/wotnot-relay/bin/relay"]
CMD ["run"]
