import type { EncryptionProvider } from './encryption-provider';

/** How far a change of the provider or its key has come. In each step, every API server must have read the file before the next begins. */
export enum EncryptionStep {
  /** The previous provider writes; the new one is known, so that an API server reads what another one writes with it. */
  READ = 'read',
  /** The new provider writes; what the previous ones wrote is read. Then everything is written again. */
  WRITE = 'write',
  /** The new provider alone: what a previous one wrote is unreadable. */
  FINISH = 'finish',
}

/** Properties of {@link EncryptionAtRest}. */
export interface EncryptionAtRestProps {
  /** What encrypts. */
  readonly provider: EncryptionProvider;
  /**
   * What wrote before, latest first: it is read until {@link EncryptionStep.FINISH}.
   *
   * @default - plaintext: `EncryptionProvider.unencrypted()`
   */
  readonly previous?: EncryptionProvider[];
  /**
   * How far the change from `previous` to `provider` has come.
   *
   * @default EncryptionStep.WRITE
   */
  readonly step?: EncryptionStep;
  /**
   * What is encrypted in addition to Secrets: `configmaps`, custom resources by plural and group (`widgets.example.com`), all of a group
   * (`*.example.com`) or everything (`*.*`).
   *
   * @default - Secrets alone
   * @shape text
   */
  readonly resources?: string[];
  /**
   * Writes Secrets in plaintext during {@link EncryptionStep.READ} of a cluster that has not encrypted any yet: the reason, such as several
   * API servers that get the file one after the other. It is written into the file.
   *
   * @default - that step is refused where plaintext comes first
   * @shape reason
   */
  readonly unsafePlaintextReason?: string;
  /**
   * Path of the file on the nodes, in a folder of its own or below `/etc/kubernetes/pki`: the API server gets the folder, since it would
   * not see that a single mounted file is replaced.
   *
   * @default '/etc/kubernetes/encryption/config.yaml'
   * @shape path
   */
  readonly path?: string;
  /**
   * Node groups that get the file.
   *
   * @default ['control-plane']
   * @shape name
   */
  readonly nodes?: string[];
}

/** One step of a change of the provider or its key. */
export interface EncryptionRotationStep {
  /** The step, as the property `step` takes it. */
  readonly step: EncryptionStep;
  /**
   * The whole file of this step.
   *
   * @shape text
   */
  readonly configuration: string;
  /**
   * What to do once the file is on every control-plane node, in order; commands are for a shell.
   *
   * @shape text
   */
  readonly actions: string[];
}
