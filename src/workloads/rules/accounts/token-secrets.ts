import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { operatedPods } from '../../../kubernetes/pods/operated/operated-pods';
import { podViews } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';
import { sourcesNamed, userOf } from '../definition/config-sources';

/** The type of Secrets into which the controller manager puts a token of a ServiceAccount. */
export const TOKEN_TYPE = 'kubernetes.io/service-account-token';
/** The annotation that says of which. */
export const TOKEN_ACCOUNT = 'kubernetes.io/service-account.name';

/** As Kubernetes named the Secrets that it made for every ServiceAccount, up to 1.23. */
const GENERATED = /-token-[a-z0-9]{5}$/;
/** What the list of a ServiceAccount has in addition to them, to pull images. */
const IN_ACCOUNT = /-token(?:-|$)/;

/** A Secret with a token, or the name of what must be one, and what uses it. */
export interface TokenSecret {
  readonly namespace: string;
  readonly name: string;
  /** Undefined when it is not in the input. */
  readonly secret: KubeObject | undefined;
  readonly uses: readonly TokenUse[];
}

/** Where a pod takes it, or a ServiceAccount lists it. */
export interface TokenUse {
  readonly object: KubeObject;
  readonly path: string;
  /** `volume "token"`. */
  readonly user: string;
}

/** Those of the input, and those that are named in it. */
export const tokenSecrets: (inventory: Inventory) => readonly TokenSecret[] = fact(
  'Secrets with tokens of ServiceAccounts',
  (inventory) => {
    const secrets = new Map(
      inventory
        .byKind('', 'Secret')
        .filter(({ json }) => json.type === TOKEN_TYPE)
        .map((secret) => [`${namespaceOf(secret)}/${secret.name}`, secret]),
    );
    const uses = new MultiMap<string, TokenUse>();
    const add = (namespace: string, name: string, shape: RegExp, use: TokenUse) => {
      const key = `${namespace}/${name}`;
      if (secrets.has(key) || (shape.test(name) && !inventory.find('', 'Secret', namespace, name))) uses.add(key, use);
    };
    for (const pod of [...podViews(inventory), ...operatedPods(inventory)]) {
      for (const named of sourcesNamed(pod, 'optional too')) {
        if (named.kind === 'Secret') add(pod.namespace, named.name, GENERATED, { object: pod.object, ...userOf(named, pod) });
      }
    }
    for (const object of inventory.byKind('', 'ServiceAccount')) {
      asArray(object.json.secrets).forEach((entry, index) => {
        const { name } = asObject(entry);
        if (typeof name !== 'string') return;
        add(namespaceOf(object), name, IN_ACCOUNT, { object, path: `secrets[${index}]`, user: 'its list of secrets' });
      });
    }
    return [...new Set([...secrets.keys(), ...uses.keys()])].map((key) => {
      const slash = key.indexOf('/');
      return { namespace: key.slice(0, slash), name: key.slice(slash + 1), secret: secrets.get(key), uses: uses.get(key) };
    });
  },
);
