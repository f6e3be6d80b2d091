import { Construct, type IConstruct } from 'constructs';
import { ALL_NODES } from '../kubernetes/objects/node-files';
import { requireReason } from './check-reason';
import { WRITES_HOST_FILES_CONTEXT } from './context';
import { refusal } from './refusal';

/** The text of a host file: requested when the app is synthesised, so that what is added until then is in it. */
export interface IHostFileContent {
  /** The whole file, ending with a newline. */
  render(): string;
}

/** Properties of {@link HostFile}. */
export interface HostFileProps {
  /**
   * Absolute path on the node.
   *
   * @shape path
   */
  readonly path: string;
  /** What is in it. */
  readonly content: IHostFileContent;
  /**
   * Permissions, in octal.
   *
   * @default '0600'
   * @shape mode
   */
  readonly mode?: string;
  /**
   * Owner and group on the node.
   *
   * @default 'root:root'
   * @shape owner
   */
  readonly owner?: string;
  /**
   * Names of the node groups that the file is for, such as `control-plane`.
   *
   * @default - every node
   * @shape name
   */
  readonly nodes?: string[];
}

const HOST_FILE = Symbol.for('cdk8s-hardened.HostFile');

/**
 * A file that belongs on nodes: never part of the manifests, since `kubectl apply` would refuse it.
 *
 * `HardenedApp` writes it below `dist-hardening/host/`. In a plain cdk8s `App` another construct has to take it over with
 * {@link HostFile.collect}, such as a provisioner; else synthesis fails, so that no file is lost.
 */
export class HostFile extends Construct {
  /**
   * True for a host file, of whichever copy of this package.
   *
   * @param x anything
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the signature that jsii libraries use for such tests
  public static isHostFile(x: any): x is HostFile {
    return x !== null && typeof x === 'object' && HOST_FILE in x;
  }

  /** Returns the host files below a scope, by path, and takes over the duty to write them. */
  public static collect(scope: IConstruct): HostFile[] {
    const files = scope.node.findAll().filter((node) => HostFile.isHostFile(node));
    for (const file of files) file.collected = true;
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Absolute path on the node. */
  public readonly path: string;
  /** Permissions, in octal: four digits. */
  public readonly mode: string;
  /** Owner and group on the node. */
  public readonly owner: string;

  private readonly producer: IHostFileContent;
  private readonly nodeGroups: readonly string[];
  private override?: string;
  private collected = false;

  /**
   * Describes a file of the nodes.
   *
   * @throws Error when the path is not absolute, the mode lets others write, or the owner or a node group has no plain name
   */
  constructor(scope: Construct, id: string, props: HostFileProps) {
    super(scope, id);
    Object.defineProperty(this, HOST_FILE, { value: true });
    if (!/^(\/[A-Za-z0-9._@+-]+)+$/.test(props.path) || props.path.split('/').includes('..') || props.path.split('/').includes('.')) {
      throw refusal(this, {
        fact: `${JSON.stringify(props.path)} is not an absolute path of a file`,
        consequence: 'so it is unclear where it belongs on a node',
        remedy: 'Write a path such as "/etc/kubernetes/audit-policy.yaml".',
      });
    }
    const mode = props.mode ?? '0600';
    if (!/^0?[0-7]{3}$/.test(mode)) {
      throw refusal(this, {
        fact: `${JSON.stringify(mode)} is not a file mode`,
        consequence: 'so permissions would be left to chance',
        remedy: 'Write octal digits such as "0600".',
      });
    }
    if (/[2367]$/.test(mode)) {
      throw refusal(this, {
        fact: `mode ${mode} lets every user write ${props.path}`,
        consequence: 'so any process on the node could change it',
        remedy: 'Take the write bit from others, as in "0644".',
      });
    }
    const owner = props.owner ?? 'root:root';
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/.test(owner)) {
      throw refusal(this, {
        fact: `owner is ${JSON.stringify(owner)}, which is not a user, or a user and a group`,
        consequence: 'so no program could set it',
        remedy: 'Write names or numbers such as "root:root".',
      });
    }
    for (const group of props.nodes ?? []) this.checkGroup(group);
    this.path = props.path;
    this.mode = mode.padStart(4, '0');
    this.owner = owner;
    this.nodeGroups = [...new Set(props.nodes)];
    this.producer = props.content;
    this.node.addValidation({
      validate: () =>
        this.collected || this.node.tryGetContext(WRITES_HOST_FILES_CONTEXT) === true
          ? []
          : [
              `the host file ${this.path} would not be written. Use HardenedApp instead of App, or collect the host `
                + 'files with HostFile.collect(app).',
            ],
    });
  }

  /** The name of a group is the name of a folder. */
  private checkGroup(group: string): void {
    if (group === ALL_NODES) {
      throw refusal(this, {
        fact: `nodes names ${JSON.stringify(group)}, the directory of the files for every node`,
        consequence: 'so it is unclear whether a group of that name is meant',
        remedy: 'Leave out `nodes` for every node, or name the group otherwise.',
      });
    }
    if (/^[A-Za-z0-9._@+-]+$/.test(group) && group !== '.' && group !== '..') return;
    throw refusal(this, {
      fact: `nodes holds ${JSON.stringify(group)}, which is not a name of a node group`,
      consequence: 'so the file could be written outside of the directory of host files',
      remedy: 'Write letters, digits and "._@+-", such as "control-plane".',
    });
  }

  /** Names of the node groups that the file is for; empty = every node. */
  public get nodes(): string[] {
    return [...this.nodeGroups];
  }

  /** The whole file as it will be written. */
  public get content(): string {
    return this.override ?? this.producer.render();
  }

  /**
   * Replaces the text: the way out where the construct has no property for what you need. Rules check the new text.
   *
   * @param content the whole file; a newline is added at its end where it has none
   * @param reason why the construct's own text does not do; kept as metadata of the construct
   * @throws Error when the reason is blank
   */
  public overrideContent(content: string, reason: string): void {
    requireReason(this, 'the reason of overrideContent', reason);
    this.override = content.endsWith('\n') ? content : `${content}\n`;
    this.node.addMetadata('cdk8s-hardened:override-reason', reason);
  }
}
