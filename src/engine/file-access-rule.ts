import { writtenFiles, type WrittenFile } from '../kubernetes/objects/written-files';
import { isUnset } from '../text/json';
import { defineRule, undecided, type AnyRule, type Outcome } from './rule';
import { type Severity } from './severity';
import { subject } from './subjects';

/** A family of files on nodes: who may read and write them. */
export interface FileFamily {
  readonly id: string;
  /** What they are, in the plural: `manifests of the API server`. */
  readonly name: string;
  readonly path: RegExp;
  /** One of these paths, for the examples. */
  readonly example: string;
  /** The widest mode. */
  readonly mode: number;
  /** What is gained by reading or writing them. */
  readonly why: string;
  readonly severity: Severity;
  readonly controls: readonly string[];
}

/** The rule about the mode and the owner of a family of files, where Cluster API writes them. */
export function fileAccessRule({ id, name, path, example, mode, why, severity, controls }: FileFamily): AnyRule {
  const widest = octal(mode);
  return defineRule({
    id,
    title: `Modes of ${name} must be ${widest} or stricter, owned by root:root`,
    description:
      `${why} Checked is what \`files\` of KubeadmControlPlane, KubeadmConfig and their templates state. With cloud-config, unset and `
      + 'empty permissions are 0644, and an unset or empty owner is root:root. With Ignition, what is unset is unknown. Modes are octal; '
      + 'what is no mode is unknown. What nodes have by other means is not checked.',
    severity,
    fix: `Set \`permissions: "${widest}"\` and \`owner: root:root\` for the file.`,
    controls,
    sources: [
      'https://cluster-api.sigs.k8s.io/reference/api/bootstrap/kubeadm/v1beta2',
      'https://docs.cloud-init.io/en/latest/reference/modules.html#write-files',
    ],
    bad: withFile(example, '0666'),
    good: withFile(example, widest),
    subject: subject(name, ({ inventory }) =>
      writtenFiles(inventory)
        .filter(({ hostPath }) => path.test(hostPath))
        .map((value) => ({ value, object: value.object })),
    ),
    check: (file: WrittenFile) => [...checkMode(file, mode), ...checkOwner(file)],
  });
}

function checkMode({ permissions, hostPath, entry, format }: WrittenFile, widest: number): readonly Outcome[] {
  const path = `${entry}.permissions`;
  const isDefault = isUnset(permissions) || permissions === '';
  if (isDefault && format !== 'cloud-config') {
    return [undecided(path, `permissions of ${hostPath} are not set, and what they are then is not known`)];
  }
  const text = isDefault ? '0644' : permissions;
  if (typeof text !== 'string' || !/^(0o)?[0-7]{1,4}$/.test(text)) {
    return [undecided(path, `permissions of ${hostPath} are ${JSON.stringify(text)}, which is not an octal mode`)];
  }
  const mode = Number.parseInt(text.replace('0o', ''), 8);
  // eslint-disable-next-line no-bitwise -- modes are bits
  if ((mode & ~widest) === 0) return [];
  const state = isDefault ? 'are not set, so its mode is 0644' : `are ${text}`;
  return [{ path, message: `permissions of ${hostPath} ${state}, which is wider than ${octal(widest)}` }];
}

function checkOwner({ owner, hostPath, entry, format }: WrittenFile): readonly Outcome[] {
  const path = `${entry}.owner`;
  if (isUnset(owner) || owner === '') {
    return format === 'cloud-config' ? [] : [undecided(path, `owner of ${hostPath} is not set, and who it is then is not known`)];
  }
  if (typeof owner !== 'string' || !/^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/.test(owner)) {
    return [undecided(path, `owner of ${hostPath} is ${JSON.stringify(owner)}, which is not a user and a group`)];
  }
  const isRoot = owner.split(':').every((name) => name === 'root' || name === '0');
  return isRoot ? [] : [{ path, message: `owner of ${hostPath} is ${owner}, not root:root` }];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

function withFile(path: string, permissions: string): string {
  return `apiVersion: bootstrap.cluster.x-k8s.io/v1beta2
kind: KubeadmConfigTemplate
metadata:
  name: nodes
  namespace: clusters
spec:
  template:
    spec:
      files:
        - path: ${path}
          owner: root:root
          permissions: "${permissions}"
          contentFrom:
            secret:
              name: files
              key: file
`;
}
