import { fileObject } from '../../../engine/subjects';
import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { FilePattern, FileText } from '../../../kubernetes/objects/node-files';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';

/** A seccomp or AppArmor profile that the input puts on nodes. */
export interface NodeProfile {
  readonly kind: 'seccomp' | 'AppArmor';
  /** What pods name it by in `localhostProfile`. */
  readonly names: readonly string[];
  readonly object: KubeObject;
  /** Path of the field that `looseness` is about. */
  readonly path: string;
  /** Why it confines nothing; undefined when it confines. */
  readonly looseness: string | undefined;
  /** Why nothing can be told of it. */
  readonly unreadable?: string;
  /** Whether the operator leaves it out. */
  readonly disabled: boolean;
}

const OPERATOR = 'security-profiles-operator.x-k8s.io';

/** Below the kubelet's folder, and JSON of that form below any other that is called so. */
const seccompFiles: FilePattern = {
  name: 'seccomp profiles',
  path: /\/var\/lib\/kubelet\/seccomp\/./s,
  recognises: (content, path) =>
    path.endsWith('.json') && /(?:^|\/)seccomp\/./s.test(path) && /"defaultAction"\s*:\s*"SCMP_ACT_/.test(content),
};
const appArmorFiles: FilePattern = { name: 'AppArmor profiles', path: /(?:^|\/)apparmor\.d\/[^/]+$/ };

/** What {@link nodeProfiles} reads. */
export const NODE_PROFILE_FILES: readonly FilePattern[] = [seccompFiles, appArmorFiles];

/** The profiles of the input: of the Security Profiles Operator, and files below the kubelet's seccomp folder and /etc/apparmor.d. */
export function nodeProfiles(inventory: Inventory): readonly NodeProfile[] {
  return collect(inventory);
}

/** The profile that a pod names; undefined when it is not in the input. */
export function findProfile(inventory: Inventory, kind: NodeProfile['kind'], name: string): NodeProfile | undefined {
  return byName(inventory).get(`${kind} ${name}`);
}

const byName = fact(
  'seccomp and AppArmor profiles by name',
  (inventory): ReadonlyMap<string, NodeProfile> =>
    new Map(nodeProfiles(inventory).flatMap((profile) => profile.names.map((name) => [`${profile.kind} ${name}`, profile] as const))),
);

const collect = fact('seccomp and AppArmor profiles', (inventory): readonly NodeProfile[] => [
  ...inventory.byKind(OPERATOR, 'SeccompProfile').map(fromSeccompObject),
  ...inventory.byKind(OPERATOR, 'AppArmorProfile').map(fromAppArmorObject),
  ...inventory.files.of(seccompFiles).map(fromSeccompFile),
  ...inventory.files.of(appArmorFiles).flatMap(fromAppArmorFile),
]);

/** The operator writes `operator/<namespace>/<name>.json`, and since its profiles are cluster-scoped `operator/<name>.json`. */
function fromSeccompObject(object: KubeObject): NodeProfile {
  const spec = asObject(object.json.spec);
  const file = object.name.endsWith('.json') ? object.name : `${object.name}.json`;
  const names = [object.namespace === undefined ? `operator/${file}` : `operator/${object.namespace}/${file}`];
  return { kind: 'seccomp', names, object, path: 'spec.defaultAction', disabled: spec.disabled === true, ...judgeSeccomp(spec) };
}

function fromAppArmorObject(object: KubeObject): NodeProfile {
  const { complainMode, disabled } = asObject(object.json.spec);
  const looseness = complainMode === true ? 'only logs what it would deny (complain mode)' : undefined;
  return { kind: 'AppArmor', names: [object.name], object, path: 'spec.complainMode', disabled: disabled === true, looseness };
}

function fromSeccompFile(file: FileText): NodeProfile {
  // Pods name it from the kubelet's folder on.
  const names = [/\/var\/lib\/kubelet\/seccomp\/(.+)/s.exec(file.path)?.[1] ?? /^.*\bseccomp\/(.+)/s.exec(file.path)?.[1] ?? file.path];
  const profile = { kind: 'seccomp', names, object: fileObject(file), path: '', disabled: false } as const;
  let json: unknown;
  try {
    json = JSON.parse(file.content);
  } catch {
    return { ...profile, looseness: undefined, unreadable: 'is not JSON' };
  }
  return isObject(json) ? { ...profile, ...judgeSeccomp(json) } : { ...profile, looseness: undefined, unreadable: 'is not a JSON object' };
}

const LETTING = new Set(['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG']);

function judgeSeccomp(profile: JsonObject): Pick<NodeProfile, 'looseness' | 'unreadable'> {
  const action = asString(profile.defaultAction);
  if (action === undefined) return { looseness: undefined, unreadable: 'has no defaultAction' };
  if (!LETTING.has(action)) return { looseness: undefined };
  const denies = asArray(profile.syscalls).some((entry) => {
    const { action: own, names } = asObject(entry);
    return typeof own === 'string' && !LETTING.has(own) && asArray(names).length > 0;
  });
  if (denies) return { looseness: undefined };
  return { looseness: action === 'SCMP_ACT_LOG' ? 'allows every system call, and only logs them' : 'allows every system call' };
}

/** The head of a profile: `profile NAME [ATTACHMENT] [flags=(…)] {`, or a path in place of `profile NAME`. */
const HEAD = /^[ \t]*(?:profile[ \t]+("[^"\n]+"|[^\s{"]+)|("?\/[^\s{"]*"?))((?:[ \t][^\n\r\u2028\u2029{]*)?)\{/gm;
const FLAGS = /[ \t]flags=\(([^()]*)\)/;

function fromAppArmorFile(file: FileText): NodeProfile[] {
  return [...file.content.matchAll(HEAD)].map((match) => {
    const flags = (FLAGS.exec(match[3]!)?.[1] ?? '').split(/[\s,]+/);
    const looseness = flags.includes('unconfined')
      ? 'confines nothing (flag unconfined)'
      : flags.includes('complain')
        ? 'only logs what it would deny (flag complain)'
        : flags.includes('default_allow')
          ? 'allows what it does not deny (flag default_allow)'
          : undefined;
    return {
      kind: 'AppArmor',
      names: [(match[1] ?? match[2]!).replaceAll('"', '')],
      object: fileObject(file),
      path: '',
      disabled: false,
      looseness,
    };
  });
}
