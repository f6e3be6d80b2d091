import { refusal } from '../../cdk8s/refusal';
import { isFilledLater } from '../filled-later';

/** A key that is made and kept elsewhere, and that something puts into the file on the nodes. */
export interface EncryptionKey {
  /**
   * Name of the key: etcd keeps it with every value, so that the API server finds the key. A new key needs a new name.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * What is in the file where the key belongs, such as `${SECRETS_KEY}` or `{{ secrets_key }}`: what provisions the nodes replaces it
   * by 32 random bytes in base64. Until that is done, the API server rejects the file and does not start.
   *
   * @shape text
   */
  readonly placeholder: string;
}

/** A plugin that keeps the key in a key management service, by version 2 of the protocol. */
export interface KmsPluginProps {
  /**
   * Name of the plugin: etcd keeps it with every value. A plugin with another key store needs a new name; a new key in the same store does
   * not, and needs no change of this configuration.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * Absolute path of the socket on which the plugin listens, in a folder of its own, such as `/run/kms-vault/plugin.sock`: the API server
   * gets the folder, so that it finds the socket of a restarted plugin.
   *
   * @shape path
   */
  readonly socket: string;
  /**
   * How many seconds the API server waits for the plugin.
   *
   * @default 3
   */
  readonly timeoutSeconds?: number;
}

/**
 * What encrypts. Prefer {@link kms}: the key is not on the nodes' disks. Of those with keys in the file, prefer {@link secretbox}.
 *
 * Source: https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#providers
 */
export class EncryptionProvider {
  /**
   * A key management service.
   *
   * @param props the plugin
   * @throws Error when the name, the socket or the timeout cannot be used
   */
  public static kms(props: KmsPluginProps): EncryptionProvider {
    const { name, socket, timeoutSeconds = 3 } = props;
    checkName(name);
    if (!/^(\/[A-Za-z0-9._@+-]+)+$/.test(socket) || /\/\.{1,2}(\/|$)/.test(socket)) {
      throw refusal('EncryptionProvider.kms', {
        fact: `socket is ${JSON.stringify(socket)}, which is not an absolute path`,
        consequence: 'so the API server would not find the plugin',
        remedy: 'Write a path such as "/run/kms-vault/plugin.sock".',
      });
    }
    if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 60) {
      throw refusal('EncryptionProvider.kms', {
        fact: `timeoutSeconds is ${timeoutSeconds}, which is not an integer from 1 to 60`,
        consequence: 'so the API server would reject the file, or requests would hang',
        remedy: 'Write some seconds, or leave it out for 3.',
      });
    }
    const settings = { apiVersion: 'v2', name, endpoint: `unix://${socket}`, timeout: `${timeoutSeconds}s` };
    return new EncryptionProvider({ kms: settings }, `kms ${name}`, socket);
  }

  /**
   * XSalsa20 and Poly1305: the best of those that have the key in the file.
   *
   * @param key its name, and what stands for it
   * @throws Error when the key has no usable name, or is written in the program itself
   */
  public static secretbox(key: EncryptionKey): EncryptionProvider {
    return EncryptionProvider.withKey('secretbox', key);
  }

  /**
   * AES-GCM. One key may be used for 200,000 writes at most: only where rotation is automated.
   *
   * @param key its name, and what stands for it
   * @throws Error when the key has no usable name, or is written in the program itself
   */
  public static aesgcm(key: EncryptionKey): EncryptionProvider {
    return EncryptionProvider.withKey('aesgcm', key);
  }

  /**
   * AES-CBC: what is written is not authenticated. For clusters that have it, and for where a standard demands AES.
   *
   * @param key its name, and what stands for it
   * @throws Error when the key has no usable name, or is written in the program itself
   */
  public static aescbc(key: EncryptionKey): EncryptionProvider {
    return EncryptionProvider.withKey('aescbc', key);
  }

  /** Plaintext: what was there before encryption, as a previous provider alone. */
  public static unencrypted(): EncryptionProvider {
    return new EncryptionProvider({ identity: {} }, 'identity');
  }

  private static withKey(kind: string, { name, placeholder }: EncryptionKey): EncryptionProvider {
    checkName(name);
    if (typeof placeholder !== 'string' || !isFilledLater(placeholder) || /[\u0000-\u001f]/.test(placeholder)) {
      throw refusal(`EncryptionProvider.${kind}`, {
        fact: `placeholder of the key ${name} is not a placeholder`,
        consequence: 'so a key would be in this program and in what it writes, and anyone who reads either could decrypt backups of etcd',
        remedy: 'Write what is replaced on the nodes, such as "${SECRETS_KEY}".',
      });
    }
    return new EncryptionProvider({ [kind]: { keys: [{ name, secret: placeholder }] } }, `${kind} ${name}`);
  }

  /**
   * The entry of `providers`.
   *
   * @internal
   */
  public readonly _entry: object;
  /**
   * Kind and name, by which the API server tells values of this provider from others.
   *
   * @internal
   */
  public readonly _label: string;
  /**
   * The socket of a plugin.
   *
   * @internal
   */
  public readonly _socket?: string;

  private constructor(entry: object, label: string, socket?: string) {
    this._entry = entry;
    this._label = label;
    this._socket = socket;
  }
}

/** The name ends with a colon in front of every value. */
function checkName(name: string): void {
  if (typeof name === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) return;
  throw refusal('EncryptionProvider', {
    fact: `the name is ${JSON.stringify(name)}`,
    consequence: 'so the API server could not tell its values from others, or rejects the file',
    remedy: 'Write up to 63 letters, digits, ".", "_" and "-", such as "key-2026-11".',
  });
}
