import { podKindOf } from '../pods/pod-kinds';
import type { ContainerView, PodView } from '../pods/pod-view';
import {
  baseName,
  COMPONENTS,
  componentOf,
  SHELLS,
  withoutKeywords,
  WRAPPERS,
  type CommandLine,
  type Component,
  type Word,
} from './component-command';
import { shellCommands, type ShellWord } from './shell-words';

/** A component, and by what it is told. */
interface Recognised {
  readonly component: Component;
  /** False when names and labels alone say so: then a program with a name of its own is another one. */
  readonly isByImage: boolean;
}

/** Labels by which the pods of a component are known: those of kubeadm, of the add-ons of old, and of charts. */
const LABELS = ['component', 'k8s-app', 'app.kubernetes.io/name', 'app.kubernetes.io/component', 'app'];
/** An image as upstream or a well-known mirror calls it, and its architecture. */
const MIRROR = '(?:mirrored-coreos-|hardened-|ose-|k8s-|google-containers-)?';
const ARCHITECTURE = '(?:-(?:amd64|arm64|arm|ppc64le|s390x))?';
const IMAGE = new RegExp(`(?:^|/)${MIRROR}(${COMPONENTS.join('|')})${ARCHITECTURE}(?::[^/@]*)?(?:@[^/]*)?$`);

/**
 * The component that a container is by its image or name, or by the name, labels or file of its pod, when no other container is. What it
 * runs may be something else: see {@link unreadCommand}.
 */
export function recognisedComponent(pod: PodView, container: ContainerView): Recognised | undefined {
  const image = byImage(container);
  if (image !== undefined) return { component: image, isByImage: true };
  const name = byContainerName(container) ?? (isMain(pod, container) ? byPod(pod) : undefined);
  return name === undefined ? undefined : { component: name, isByImage: false };
}

function byImage({ spec: { image } }: ContainerView): Component | undefined {
  return typeof image === 'string' ? (IMAGE.exec(image)?.[1] as Component | undefined) : undefined;
}

function byContainerName({ name, list }: ContainerView): Component | undefined {
  return list === 'containers' ? COMPONENTS.find((component) => component === name) : undefined;
}

function isMain({ containers }: PodView, container: ContainerView): boolean {
  return containers.find(({ list }) => list === 'containers') === container;
}

function byPod({ object, labels, containers }: PodView): Component | undefined {
  const named = COMPONENTS.find(
    (component) =>
      object.name === component || LABELS.some((label) => labels[label] === component) || isManifestOf(object.origin.file, component),
  );
  if (named === undefined || podKindOf(object)?.lifetime === 'ending') return undefined;
  return containers.some((one) => byImage(one) === named || byContainerName(one) === named || mentions(one, named)) ? undefined : named;
}

function mentions({ spec: { command, args } }: ContainerView, component: Component): boolean {
  return [command, args].some(
    (list) => Array.isArray(list) && list.some((word) => typeof word === 'string' && componentOf(word) === component),
  );
}

/** `manifests/etcd.yaml`, the folder of static pods as it is collected. */
function isManifestOf(file: string | undefined, component: Component): boolean {
  return file !== undefined && FORMATS.some((format) => file.endsWith(`manifests/${component}.${format}`));
}

const FORMATS = ['yaml', 'yml', 'json', 'manifest'];

/** Programs that are plainly something else: what they are given starts no component. */
const OTHERS = new Set(
  (
    '[ apk apt-get aws awk az base64 bc cat cd chmod chown cp curl cut date df dig echo envsubst etcdctl etcdutl exit export false find '
    + 'getent grep gsutil gzip head host hostname jq kill kubectl ln local ls mc mkdir mktemp mv nc nslookup openssl pgrep pidof ping '
    + 'printf ps pwd rclone read return rm rsync s3cmd sed set sleep sort ss stat sync tail tar tee test touch tr trap true ulimit umask '
    + 'unset wait wc wget'
  ).split(' '),
);
/** Names of what starts something else. */
const STARTER = new RegExp(
  '\\$|\\.(?:sh|py|pl|rb|js)$|start|run|init|entry|wrap|launch|boot|supervis|k3s|k0s|rke2|microk8s|kube|etcd'
    + '|^(?:python|perl|ruby|node)\\d{0,2}|^(?:\\.|source|eval|exec|xargs|chroot|nsenter)$',
  'i',
);

/** The command line of a component whose flags are not visible; undefined when another program is plainly run. */
export function unreadCommand({ component, isByImage }: Recognised, words: readonly Word[]): CommandLine | undefined {
  if (words.every(({ text }) => text.startsWith('-'))) {
    return { component, words, incomplete: `it has no command, so the image decides what ${component} is started with` };
  }
  const unread = programsOf(words).find(
    ({ text, unclear }) =>
      !OTHERS.has(text) && componentOf(text) !== component && (isByImage || unclear !== undefined || STARTER.test(text)),
  );
  if (unread === undefined) return undefined;
  return {
    component,
    words: [],
    incomplete:
      `it is ${component} by its ${isByImage ? 'image' : 'name'}, and what ${JSON.stringify(unread.text)} starts it with is not ` + 'known',
  };
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;
/** Words of the shell that are commands by themselves, and start nothing. */
const ALONE = new Set(['}', 'case', 'done', 'esac', 'fi', 'for', 'in']);

/** The programs that a command line runs, by their names. */
function programsOf(words: readonly ShellWord[]): readonly ShellWord[] {
  const first = words[0]!;
  if (first.unclear !== undefined) return [first];
  const name = baseName(first.text);
  if (SHELLS.has(name)) return inShell(words);
  if (!WRAPPERS.has(name)) return [{ ...first, text: name }];
  const inner = words.findIndex(({ text }, index) => index > 0 && !text.startsWith('-') && !ASSIGNMENT.test(text) && !/^\d/.test(text));
  return inner < 0 ? [first] : programsOf(words.slice(inner));
}

function inShell(words: readonly ShellWord[]): readonly ShellWord[] {
  const option = words.findIndex(({ text }, index) => index > 0 && /^-[a-z]*c$/.test(text));
  const script = option < 0 ? undefined : words[option + 1];
  // Without a script in the command there is one in a file, which is not here.
  if (!script) return [{ ...(words.find(({ text }, index) => index > 0 && !text.startsWith('-')) ?? words[0]!), unclear: 'a script' }];
  return shellCommands(script.text).flatMap((command) => {
    const rest = withoutKeywords(command).filter(({ text }) => !ASSIGNMENT.test(text));
    return rest.length === 0 || ALONE.has(rest[0]!.text) ? [] : programsOf(rest);
  });
}
