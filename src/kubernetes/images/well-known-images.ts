import { asString } from '../../text/json';
import type { ContainerView } from '../pods/pod-view';
import { parseImageReference } from './image-reference';

/** How an image runs as another user than root, and where its program writes. */
interface WellKnownImage {
  /** What to do so that it does not run as root. */
  readonly user: string;
  /** Folders that have to be writable. */
  readonly writes: readonly string[];
}

const uid999 = (name: string) => `${name} starts as root and changes to uid 999: set runAsUser: 999`;

function byName(name: string, uid: number): string {
  return `the user of ${name} is uid ${uid} by name, which the kubelet cannot check: set runAsUser: ${uid}`;
}
function apache(name: string): string {
  return `${name} starts as root and changes to www-data: set runAsUser: 33 (82 in its Alpine variants), and a port above 1023`;
}

/**
 * By repository of Docker Hub. As of 2026-12-01.
 *
 * Sources: Dockerfiles of https://github.com/docker-library/postgres, …/redis, …/mongo, …/memcached, …/mysql, …/rabbitmq, …/haproxy, …/httpd,
 * …/wordpress, https://github.com/MariaDB/mariadb-docker, https://github.com/valkey-io/valkey-container,
 * https://github.com/nginxinc/docker-nginx, …/docker-nginx-unprivileged, https://github.com/grafana/grafana,
 * https://github.com/jenkinsci/docker, https://github.com/traefik/traefik-library-image
 */
const IMAGES: ReadonlyMap<string, WellKnownImage> = new Map([
  [
    'library/postgres',
    {
      user: `${uid999('postgres')} (70 in its Alpine variants)`,
      writes: ['/var/lib/postgresql', '/var/run/postgresql', '/tmp'],
    },
  ],
  ['library/redis', { user: uid999('redis'), writes: ['/data'] }],
  ['valkey/valkey', { user: uid999('valkey'), writes: ['/data'] }],
  ['library/mongo', { user: uid999('mongo'), writes: ['/data/db', '/data/configdb', '/tmp'] }],
  ['library/memcached', { user: byName('memcached', 11211), writes: [] }],
  ['library/mariadb', { user: 'mariadb starts as root and changes to the user mysql', writes: ['/var/lib/mysql', '/run/mysqld', '/tmp'] }],
  ['library/mysql', { user: uid999('mysql'), writes: ['/var/lib/mysql', '/var/run/mysqld', '/tmp'] }],
  ['library/rabbitmq', { user: `${uid999('rabbitmq')} (100 in its Alpine variants)`, writes: ['/var/lib/rabbitmq', '/var/log/rabbitmq'] }],
  ['library/haproxy', { user: byName('haproxy', 99), writes: [] }],
  ['library/httpd', { user: apache('httpd'), writes: ['/usr/local/apache2/logs'] }],
  ['library/wordpress', { user: apache('wordpress'), writes: ['/var/www/html', '/var/run/apache2', '/tmp'] }],
  ['library/traefik', { user: 'traefik runs as root where no other user is set: set runAsUser, and entry points above 1023', writes: [] }],
  ['grafana/grafana', { user: 'grafana runs as uid 472: set runAsUser: 472', writes: ['/var/lib/grafana'] }],
  ['jenkins/jenkins', { user: byName('jenkins', 1000), writes: ['/var/jenkins_home', '/tmp'] }],
  [
    'library/nginx',
    {
      user: 'nginx starts as root to open port 80: docker.io/nginxinc/nginx-unprivileged listens on 8080 as uid 101',
      writes: ['/var/cache/nginx', '/var/run'],
    },
  ],
]);

/** What is known of the image of a container, by its repository: that of Docker Hub, or of a mirror with the same two last segments. */
function knownImage({ spec }: ContainerView): WellKnownImage | undefined {
  const reference = parseImageReference(asString(spec.image) ?? '');
  return reference && IMAGES.get(reference.repository.split('/').slice(-2).join('/'));
}

/** `; postgres starts as root …`, to follow a message; '' where nothing is known. */
export function hintOnUser(container: ContainerView): string {
  const image = knownImage(container);
  return image === undefined ? '' : `; ${image.user}`;
}

/** `; its image writes to /data`, to follow a message; '' where nothing is known. */
export function hintOnWrites(container: ContainerView): string {
  const folders = knownImage(container)?.writes ?? [];
  return folders.length === 0 ? '' : `; its image writes to ${folders.join(', ')}`;
}
