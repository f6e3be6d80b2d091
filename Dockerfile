# The command, without a shell or a package manager, from the tarball that npm publishes:
#   npm pack && docker build --build-arg VERSION=1.2.3 -t cdk8s-hardened .
# CI lints this file and runs what it puts together; it has no registry of images, so it builds none. The digest is renewed with each
# release: see docs/releasing.md.
FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:774b7d020b24214835769e24c3544835526cd0288f0b094eae48e8b2c2429a79
ARG VERSION
LABEL org.opencontainers.image.title="cdk8s-hardened" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.source="https://github.com/cdk8s-hardened/cdk8s-hardened" \
      org.opencontainers.image.licenses="Apache-2.0"
# An archive is unpacked, to /package.
ADD cdk8s-hardened-${VERSION}.tgz /
# The root filesystem may be read-only.
ENV NODE_DISABLE_COMPILE_CACHE=1
WORKDIR /input
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/package/bin/cdk8s-hardened"]
CMD ["--help"]
