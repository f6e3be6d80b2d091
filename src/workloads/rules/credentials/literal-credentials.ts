import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { isObject, isUnset, type JsonObject, typeName } from '../../../text/json';
import { commandsOf } from './commands';
import { namesCredential } from './credential-names';
import { judgeScript, judgeText } from './credential-text';
import { mayHoldCredential } from './credentials';

export const literalCredentials = defineRule({
  id: 'workloads/literal-credentials',
  title: 'Pods must not hold passwords, tokens or keys in plain text',
  description:
    'Anyone who can read the manifest, the repository or the object in the API can read them. Checked are the environment, '
    + 'commands, arguments, probes and HTTP headers. Credentials are recognised by their format (private keys, JSON Web Tokens, '
    + 'tokens of well-known services, URLs with a password) or by the name of the variable or flag (`DB_PASSWORD=…`, '
    + '`--auth-token=…`), also in JSON and in connection strings.\n\n'
    + 'Empty values, switches, paths, references (`$(NAME)`, addresses of vaults and clouds) and names of Secrets pass. A default '
    + 'such as `changeme` does not: it is the password. Placeholders that are replaced later (`${NAME}`, `<password>`) are '
    + 'unknown.',
  severity: Severity.HIGH,
  fix:
    'Move the value into a Secret that an operator or a vault fills, and mount it as a file; renew the credential, since it has been '
    + 'read.',
  controls: ['NSA-CISA:network-separation'],
  sources: [
    'https://kubernetes.io/docs/concepts/configuration/secret/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  bad: examplePod({ container: 'env: [{ name: DB_PASSWORD, value: hunter2 }]' }),
  good: examplePod({ container: 'env: [{ name: DB_PASSWORD_FILE, value: /run/secrets/db/password }]' }),
  subject: writtenPods,
  check: ({ containers }) => {
    let outcomes: Outcome[] | undefined;
    for (const container of containers) {
      const inVariables = variables(container);
      const inCommands = commandsOf(container);
      if (inVariables.length + inCommands.length > 0) (outcomes ??= []).push(...inVariables, ...inCommands);
    }
    return outcomes ?? NONE;
  },
});

/** Options, one or several, and connection strings: `-Ddb.password=hunter2 -Xmx1g`, `host=db password=hunter2`. */
function mayAssign(value: string): boolean {
  if (value.startsWith('-') && value.includes('=')) return true;
  return (value.includes('=') || value.startsWith('-') || value.includes(' -')) && /\s/.test(value);
}

function variables({ spec: { env }, path, label }: ContainerView): readonly Outcome[] {
  if (isUnset(env)) return NONE;
  if (!Array.isArray(env)) return [undecided(`${path}.env`, `the environment of ${label} is ${typeName(env)}, not a list`)];
  const entries: readonly unknown[] = env;
  if (!entries.some(isSuspect)) return NONE;
  return collect(entries, (entry, index) => {
    if (!isSuspect(entry)) return NONE;
    const { name, value } = entry;
    const text = typeof name === 'string' ? name : '';
    const place = `${path}.env[${index}].value`;
    const noun = typeof name === 'string' ? `the variable ${JSON.stringify(name)}` : `variable ${index}`;
    if (typeof value !== 'string') return [undecided(place, `${noun} of ${label} is ${typeName(value)}, not a string`)];
    const whole = judgeText(value, text, place, `${noun} of ${label}`);
    return whole.length > 0 || namesCredential(text) || !mayAssign(value) ? whole : judgeScript(value, place, `${noun} of ${label}`);
  });
}

/** Few variables have to be looked at closely. */
function isSuspect(entry: unknown): entry is JsonObject {
  if (!isObject(entry) || isUnset(entry.value)) return false;
  const { name, value } = entry;
  return typeof value !== 'string' || mayHoldCredential(value, typeof name === 'string' ? name : '') || mayAssign(value);
}
