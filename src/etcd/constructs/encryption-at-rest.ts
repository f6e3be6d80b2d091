import { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { checkReason } from '../../cdk8s/check-reason';
import { HostFile } from '../../cdk8s/host-file';
import type { HostPathMount } from '../../cdk8s/host-path-mount';
import { refusal } from '../../cdk8s/refusal';
import { writeDocuments } from '../../cdk8s/write-documents';
import { REASON_ANNOTATION } from '../../kubernetes/objects/annotations';
import { ACCEPTED_METADATA } from '../../kubernetes/objects/waiver-metadata';
import { commentLine } from '../../text/comment';
import { resourcesOf, rewriteCommand } from './encrypted-resources';
import { EncryptionStep, type EncryptionAtRestProps, type EncryptionRotationStep } from './encryption-at-rest-props';
import { EncryptionProvider } from './encryption-provider';

const PLAINTEXT = 'identity';
/** kubeadm mounts it. */
const PKI = '/etc/kubernetes/pki';
/** Folders that hold more than an API server should see. */
const BROAD = /^(\/[^/]*|\/(etc\/kubernetes|run\/secrets|var\/(lib|run|log|tmp)|usr\/[^/]+|var\/lib\/(kubelet|etcd|containerd)))$/;

/**
 * Encryption of Secrets, and of what else is named, before the API server stores them in etcd: its `EncryptionConfiguration` as a file of
 * the nodes, with the flags and mounts that belong to it. Keys are not in the file that is written here: they are filled in on the nodes,
 * or never leave a key management service.
 *
 * A change of the provider or its key takes three steps, each with a file of its own ({@link rotation}). The API server reads a changed
 * file by itself, within about a minute. Every object of a resource has to be written again before the last step, those of `kube-system`
 * too: an API server that cannot read one of them cannot list the resource any more.
 *
 * Source: https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
 */
export class EncryptionAtRest extends Construct {
  /** The file, for the step of the properties. */
  public readonly configFile: HostFile;

  private readonly providers: readonly EncryptionProvider[];
  private readonly previous: readonly EncryptionProvider[];
  private readonly resources: readonly string[];
  private readonly reason: string | undefined;

  /**
   * Plans the file.
   *
   * @throws Error when the API server would reject the file, could not read it, or would store Secrets in plaintext
   */
  constructor(scope: Construct, id: string, props: EncryptionAtRestProps) {
    super(scope, id);
    checkReason(this, 'unsafePlaintextReason', props.unsafePlaintextReason);
    const resources = resourcesOf([...(props.resources ?? [])]);
    if ('fact' in resources) throw refusal(this, resources);
    this.resources = resources;
    this.previous = [...(props.previous ?? [EncryptionProvider.unencrypted()])];
    this.providers = [props.provider, ...this.previous];
    this.reason = props.unsafePlaintextReason;
    this.checkProviders();
    const step = props.step ?? EncryptionStep.WRITE;
    this.checkPlaintext(step);
    const path = props.path ?? '/etc/kubernetes/encryption/config.yaml';
    for (const { _socket: socket } of this.providers) if (socket !== undefined) this.checkFolder('the socket', socket);
    this.configFile = new HostFile(this, 'config-file', {
      path,
      nodes: [...(props.nodes ?? ['control-plane'])],
      content: { render: () => this.render(step) },
    });
    if (!path.startsWith(`${PKI}/`)) this.checkFolder('path', path);
    if (step === EncryptionStep.READ && this.writesPlaintextFirst) {
      this.configFile.node.addMetadata(ACCEPTED_METADATA, { 'etcd/encryption-providers': this.reason! });
    }
  }

  /** Flags of kube-apiserver, by name without dashes. */
  public get apiServerFlags(): { [flag: string]: string } {
    return { 'encryption-provider-config': this.configFile.path, 'encryption-provider-config-automatic-reload': 'true' };
  }

  /** Folders that the API server needs where it runs in a pod: of the file, and of the sockets of plugins. */
  public get hostPathMounts(): HostPathMount[] {
    const { path } = this.configFile;
    const sockets = new Set(this.providers.flatMap(({ _socket: socket }) => (socket === undefined ? [] : [folderOf(socket)])));
    const mount = (name: string, folder: string, pathType: string) => ({
      name,
      hostPath: folder,
      mountPath: folder,
      readOnly: true,
      pathType,
    });
    return [
      ...(path.startsWith(`${PKI}/`) ? [] : [mount('encryption', folderOf(path), 'Directory')]),
      ...[...sockets].map((folder, i) => mount(`kms-${i + 1}`, folder, 'DirectoryOrCreate')),
    ];
  }

  /**
   * The steps from the previous providers to the new one, with the file of each and what to do then. The first is left out where it would
   * write Secrets in plaintext and no reason is given.
   */
  public get rotation(): EncryptionRotationStep[] {
    const wait = 'Wait until all API servers have read the file: apiserver_encryption_config_controller_last_config_info has one hash.';
    const all: readonly EncryptionRotationStep[] = [
      { step: EncryptionStep.READ, configuration: this.render(EncryptionStep.READ), actions: [wait] },
      {
        step: EncryptionStep.WRITE,
        configuration: this.render(EncryptionStep.WRITE),
        actions: [wait, ...this.resources.map(rewriteCommand)],
      },
      {
        step: EncryptionStep.FINISH,
        configuration: this.render(EncryptionStep.FINISH),
        actions: [wait, 'Destroy the previous key when no backup of etcd needs it any more.'],
      },
    ];
    return all.filter(({ step }) => step !== EncryptionStep.READ || !this.writesPlaintextFirst || this.reason !== undefined);
  }

  private get writesPlaintextFirst(): boolean {
    return this.previous[0]?._label === PLAINTEXT;
  }

  private render(step: EncryptionStep): string {
    const [provider, ...previous] = this.providers;
    const order = {
      [EncryptionStep.READ]: [...previous.slice(0, 1), provider!, ...previous.slice(1)],
      [EncryptionStep.WRITE]: [provider!, ...previous],
      [EncryptionStep.FINISH]: [provider!],
    }[step];
    const configuration = {
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: [{ resources: [...this.resources], providers: order.map(({ _entry: entry }) => entry) }],
    };
    const text = writeDocuments(
      [configuration],
      () => this,
      (value) => dump(value, { lineWidth: 150 }),
    );
    const isUnsafe = step === EncryptionStep.READ && this.reason !== undefined;
    return isUnsafe ? `${commentLine(`${REASON_ANNOTATION}: ${this.reason}`)}\n${text}` : text;
  }

  private checkProviders(): void {
    const labels = this.providers.map(({ _label: label }) => label);
    if (labels[0] === PLAINTEXT) {
      throw refusal(this, {
        fact: 'provider is EncryptionProvider.unencrypted()',
        consequence: 'so Secrets would be stored in plaintext',
        remedy: 'Use EncryptionProvider.kms or EncryptionProvider.secretbox.',
      });
    }
    const twice = labels.find((label, i) => labels.indexOf(label) !== i);
    if (twice === undefined) return;
    throw refusal(this, {
      fact: `${twice} is there twice`,
      consequence: 'so the API server would reject the file, or take the wrong key',
      remedy: 'Give every key and plugin a name of its own.',
    });
  }

  private checkPlaintext(step: EncryptionStep): void {
    const isUnsafe = step === EncryptionStep.READ && this.writesPlaintextFirst;
    if (step === EncryptionStep.READ && this.previous.length === 0) {
      throw refusal(this, {
        fact: 'step is EncryptionStep.READ and previous is empty',
        consequence: 'so nothing could write',
        remedy: 'Name what wrote before, or leave out step.',
      });
    }
    if (isUnsafe && this.reason === undefined) {
      throw refusal(this, {
        fact: 'step is EncryptionStep.READ and nothing is encrypted yet',
        consequence: 'so Secrets would be stored in plaintext until the next step',
        remedy: 'Leave out step, or say in unsafePlaintextReason why API servers have to read the file before they encrypt.',
      });
    }
    if (this.reason !== undefined && !this.writesPlaintextFirst) {
      throw refusal(this, {
        fact: 'unsafePlaintextReason is given and no step writes plaintext',
        consequence: 'so it would accept plaintext later, unseen',
        remedy: 'Remove the reason.',
      });
    }
  }

  private checkFolder(what: string, path: string): void {
    const folder = folderOf(path);
    if (!BROAD.test(folder) && folder !== '') return;
    throw refusal(this, {
      fact: `${what} is ${path}, in a folder that holds other things`,
      consequence: 'so the API server, which gets the folder, could read all that is in it',
      remedy: 'Use a folder of its own, such as /etc/kubernetes/encryption or /run/kms-vault.',
    });
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
