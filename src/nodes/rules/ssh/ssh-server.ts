import { parseImageReference } from '../../../kubernetes/images/image-reference';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { asArray } from '../../../text/json';

/** A program of an SSH server, as a word of its own or within a shell's command line. */
const SERVER =
  /(?:^|[\s;&|(/'"`=])(?:sshd|dropbear)(?:$|[\s;&|)'"`])|\b(?:service|rc-service)\s+sshd?\s+(?:re)?start\b|\bsystemctl\s+(?:re)?start\s+sshd?\b/;
/** Images that are SSH servers, by the last part of their names: `linuxserver/openssh-server`, `panubo/sshd`, `atmoz/sftp`. */
const IMAGE = /(?:^|[-_./])(?:openssh|openssh-server|sshd|ssh-server|sftp|sftp-server|dropbear|ssh-bastion)$/;
/** Where such servers listen, unless they are told otherwise. */
const USUAL = [22, 2222];
const PORT_OPTION = /(?:^|\s)-(?:p|o\s?Port=)\s*(\d{1,5})\b/g;

/** The SSH server that a container runs. */
export interface SshServer {
  /** Where it says so. */
  readonly path: string;
  /** For messages: `its image is an SSH server`. */
  readonly because: string;
  /** Ports on which it may listen. */
  readonly ports: ReadonlySet<number>;
  /** True for an image made for it: then every port that the container declares is one of SSH. */
  readonly isImage: boolean;
}

/** The SSH server that a container runs by its command, its arguments or its image; undefined when nothing says that it does. */
export function sshServer({ spec, path }: ContainerView): SshServer | undefined {
  for (const list of ['command', 'args'] as const) {
    const words = asArray(spec[list]);
    const index = words.findIndex((word) => typeof word === 'string' && SERVER.test(word));
    if (index >= 0) {
      return { path: `${path}.${list}[${index}]`, because: 'it starts sshd or dropbear', ports: portsOf(spec), isImage: false };
    }
  }
  const reference = typeof spec.image === 'string' && /ssh|sftp|dropbear/.test(spec.image) ? parseImageReference(spec.image) : undefined;
  return reference && IMAGE.test(reference.repository)
    ? { path: `${path}.image`, because: `the image ${reference.repository} is an SSH server`, ports: portsOf(spec), isImage: true }
    : undefined;
}

function portsOf({ command, args }: ContainerView['spec']): ReadonlySet<number> {
  const line = [...asArray(command), ...asArray(args)].filter((word) => typeof word === 'string').join(' ');
  const told = [...line.matchAll(PORT_OPTION)].map(([, port]) => Number(port));
  return new Set([...USUAL, ...told]);
}
