import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asString, isObject } from '../../../src/text/json';
import { readYaml } from '../../../src/text/yaml/yaml';

/** One manifest, as somebody wrote it. */
export interface Sample {
  /** File and document, for messages. */
  readonly origin: string;
  readonly text: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
}

/** What only the run knows: see {@link runFacts}. */
export type Facts = Readonly<Record<string, string>>;

const FOLDER = resolve(__dirname, '../manifests');

/** The manifests of `test/real/manifests`, a document each, with the facts of the run in place of `__NAME__`. */
export function samples(facts: Facts): readonly Sample[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) =>
      readFileSync(join(FOLDER, file), 'utf8')
        .split(/^---$/m)
        .map((text, index) =>
          toSample(
            text
              .trimStart()
              .replace(/__([A-Z0-9_]+)__/g, (_, name: string) => facts[name] ?? fail(`${file}: __${name}__ is not a fact of the run.`)),
            `${file}, document ${index + 1}`,
          ),
        ),
    );
}

/** The same manifest in another version of its group. */
export function inVersion({ text, apiVersion, origin }: Sample, version: string): Sample {
  return toSample(text.replace(apiVersion, version), `${origin}, in ${version}`);
}

/** What a manifest names of this run: an authority, certificate requests, a key with its proof, and objects that exist. */
export function runFacts({
  caFile,
  podUid,
  accountUid,
}: {
  readonly caFile: string;
  readonly podUid: string;
  readonly accountUid: string;
}): Facts {
  const ca = readFileSync(caFile, 'utf8');
  const request = (subject: string, form: string) =>
    execFileSync(
      'openssl',
      [
        'req',
        '-new',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        '/dev/null',
        '-subj',
        subject,
        '-outform',
        form,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    ).toString('base64');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    CA: JSON.stringify(ca),
    CA_BASE64: Buffer.from(ca).toString('base64'),
    CSR: request('/CN=jane', 'PEM'),
    STUB: request('/', 'DER'),
    PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    PROOF: sign(null, Buffer.from(podUid), privateKey).toString('base64'),
    POD_UID: podUid,
    ACCOUNT_UID: accountUid,
  };
}

function toSample(text: string, origin: string): Sample {
  const { documents, faults } = readYaml(text);
  const value = documents[0]?.value;
  if (faults.length > 0 || documents.length !== 1 || !isObject(value)) {
    return fail(`${origin} is not one document: ${faults[0]?.message ?? documents.length}`);
  }
  const metadata = isObject(value.metadata) ? value.metadata : {};
  return { origin, text, apiVersion: String(value.apiVersion), kind: String(value.kind), namespace: asString(metadata.namespace) };
}

function fail(message: string): never {
  throw new Error(message);
}
