import { ApiObject, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refusal } from '../cdk8s/refusal';
import { writeDocuments } from '../cdk8s/write-documents';
import type { AppPart } from '../input/app-inventory';
import { isSameValue } from '../text/edit/same-value';
import { asObject, scalarText } from '../text/json';
import { usualYaml } from '../text/yaml/usual-yaml';
import { readYaml } from '../text/yaml/yaml';

/** A manifest as it was checked. */
export type CheckedManifest = Extract<AppPart, { readonly manifest: unknown }>;

/** The one of cdk8s: its place is taken while it synthesises. */
const stringify = Yaml.stringify.bind(Yaml);
const MARK = 'cdk8s-hardened/stand-in';
const NO_NAME = /[^0-9a-zA-Z-_.]/g;

/**
 * Lets cdk8s write without asking any construct once more what its manifest is: a Lazy may say something else each time, a validation may
 * change an object. While cdk8s synthesises, every object gives a stand-in; in the texts that cdk8s makes, the manifests that were checked
 * take the places of the stand-ins. So files, their names and the order in them are cdk8s' own, and their contents are what was checked.
 */
export class StandIns {
  /** How often each was found in a text of cdk8s. */
  private readonly placed: number[];
  private readonly stringify = usualYaml(stringify);
  /** The position of the manifest that a stand-in stands for. */
  private readonly indexes: ReadonlyMap<unknown, number>;
  /** What was returned as the text of stand-ins, and which they are. */
  private readonly made = new Map<string, readonly number[]>();

  constructor(
    private readonly app: IConstruct,
    private readonly manifests: readonly CheckedManifest[],
  ) {
    this.placed = manifests.map(() => 0);
    this.indexes = new Map(manifests.map(({ manifest }, index) => [standIn(manifest, index), index]));
  }

  /** Does something while every object that was checked gives its stand-in, but for validations: they see what is there. */
  public during<T>(body: () => T): T {
    const undo: (() => void)[] = [];
    let validations = 0;
    for (const { node } of this.app.node.findAll()) {
      const validate = node.validate.bind(node);
      undo.push(
        override(node, 'validate', () => {
          validations += 1;
          try {
            return validate();
          } finally {
            validations -= 1;
          }
        }),
      );
    }
    for (const [standing, index] of this.indexes) {
      const object = this.manifests[index]!.construct as ApiObject;
      const toJson = object.toJson.bind(object);
      undo.push(override(object, 'toJson', () => (validations > 0 ? (toJson() as unknown) : standing)));
    }
    undo.push(override(Yaml, 'stringify', (...documents: readonly unknown[]) => this.textOf(documents)));
    try {
      return body();
    } finally {
      for (const step of undo) step();
    }
  }

  /**
   * The manifests whose stand-ins make up a text of cdk8s.
   *
   * @throws Error for a document that is no stand-in
   */
  public read(text: string, place: string): readonly CheckedManifest[] {
    let found = this.made.get(text);
    if (!found) {
      const { documents, faults } = readYaml(text);
      found = [...documents.map(({ value }) => value), ...faults].map((value) => this.indexOf(value, place));
    }
    return found.map((index) => {
      this.placed[index]! += 1;
      return this.manifests[index]!;
    });
  }

  /**
   * Manifests as a text.
   *
   * @throws Error for one for which there is no text
   */
  public write(manifests: readonly CheckedManifest[]): string {
    return writeDocuments(
      manifests.map(({ manifest }) => manifest),
      (index) => manifests[index]!.construct,
      this.stringify,
    );
  }

  /** @throws Error when a manifest was checked and is in no text, or in several */
  public requireAll(): void {
    for (const [index, count] of this.placed.entries()) {
      const { construct } = this.manifests[index]!;
      if (count === 0) {
        throw refusal(construct, {
          fact: 'it was checked and is in no file',
          consequence: 'so another object has its file, or its chart omits it, and nothing was written',
          remedy: 'Use YamlOutputType.FILE_PER_CHART, which allows objects of one kind and name, or remove the toJson of the chart.',
        });
      }
      if (count > 1) {
        throw refusal(construct, {
          fact: `it is in ${count} places of the manifests`,
          consequence: 'so its chart repeats it, and nothing was written',
          remedy: 'Remove the toJson of the chart.',
        });
      }
    }
  }

  /** What cdk8s is to take for the text of documents: where they are stand-ins, the name of a list of them. */
  private textOf(documents: readonly unknown[]): string {
    const found = documents.map((document) => this.unchanged(document));
    if (!found.every((index) => index !== undefined)) return stringify(...documents);
    const text = `# ${MARK} ${this.made.size}\n`;
    this.made.set(text, found);
    return text;
  }

  private unchanged(document: unknown): number | undefined {
    const index = this.indexes.get(document);
    return index !== undefined && isSameValue(document, standIn(this.manifests[index]!.manifest, index)) ? index : undefined;
  }

  private indexOf(value: unknown, place: string): number {
    const index = asObject(value)[MARK];
    const found = typeof index === 'number' ? this.manifests[index] : undefined;
    if (!found || !isStandIn(value, standIn(found.manifest, index as number))) {
      throw refusal(found?.construct ?? this.app, {
        fact: `${place} holds ${found ? 'a manifest that was changed' : 'a document that was made'} after the checks`,
        consequence: 'so it would be written unchecked, and nothing was written',
        remedy: 'Make and change objects before synth, with constructs, patches or aspects, not in toJson of a chart or in a validation.',
      });
    }
    return index as number;
  }
}

/** Gives an object another method for a while. Returns what undoes it. */
function override(holder: object, name: string, method: () => unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { configurable: true, writable: true, value: method });
  return () => (own ? Object.defineProperty(holder, name, own) : Reflect.deleteProperty(holder, name));
}

/** What cdk8s needs of a manifest to name its file, and which one it is. */
function standIn(manifest: unknown, index: number): object {
  const { apiVersion, kind, metadata } = asObject(manifest);
  const { name, namespace } = asObject(metadata);
  return {
    apiVersion: inNames(apiVersion),
    kind: inNames(kind),
    metadata: { name: inNames(name), ...(namespace === undefined ? {} : { namespace: inNames(namespace) }) },
    [MARK]: index,
  };
}

/** As much of a text as cdk8s takes into the name of a file. */
function inNames(value: unknown): string {
  return (value === undefined ? 'undefined' : scalarText(value)).replace(NO_NAME, '');
}

/** Whether a value was read from what cdk8s wrote of a stand-in: a name such as 0o17 is misread there, too. */
function isStandIn(value: unknown, wanted: object): boolean {
  return isSameValue(value, wanted) || isSameValue(value, asWritten(wanted));
}

function asWritten(value: object): unknown {
  return readYaml(stringify(value)).documents[0]?.value;
}

/** The manifests among the parts of an app. */
export function manifestsOf(parts: readonly AppPart[]): readonly CheckedManifest[] {
  return parts.filter((part): part is CheckedManifest => 'manifest' in part && ApiObject.isApiObject(part.construct));
}
