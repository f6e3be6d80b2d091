import type * as pulumi from '@pulumi/pulumi';
import type { HardenedAppProps } from 'cdk8s-hardened';
import { hardenPodsBelow } from 'cdk8s-hardened/embedding';
import type { Construct } from 'constructs';
import { HardenedComponent } from './component';
import type { HardenedOptions } from './settings';
import type { Shape } from './values/shape';

/** Gives the text of an input within a chart: a stand-in while it is not known. `shape` says what it looks like; a name by default. */
export type TextOf = (input: pulumi.Input<string>, shape?: Shape) => string;

/**
 * Options of {@link HardenedChart}. What pods leave unset is filled, as `HardenedApp` does it. Findings are accepted within the charts:
 * `Waiver.of(construct).accept(…)`.
 */
export type ChartOptions = Omit<HardenedOptions, 'waivers'> & Pick<HardenedAppProps, 'podHardening' | 'unsafeNoPodHardeningReason'>;

/** cdk8s charts used whole: what they contain becomes native resources, checked by the rules before. */
export class HardenedChart extends HardenedComponent<Construct> {
  /**
   * Takes what a function creates below a cdk8s app: charts, and everything that they contain.
   *
   * The function is called several times where it needs texts that are not known yet, and must do nothing but create constructs.
   */
  public static fromCdk8s(name: string, create: (app: Construct, text: TextOf) => void, options?: ChartOptions): HardenedChart {
    return new HardenedChart(name, create, options);
  }

  private constructor(
    name: string,
    create: (app: Construct, text: TextOf) => void,
    { podHardening, unsafeNoPodHardeningReason, ...options }: ChartOptions = {},
  ) {
    // Outputs such as `account.metadata.name` are new ones each time they are read: the place of the call tells which one is meant.
    const asked: pulumi.Input<string>[] = [];
    let first = true;
    super(
      'cdk8s-hardened:index:HardenedChart',
      name,
      {
        inApp: true,
        tell: () => ({}),
        make: (scope, world) => {
          hardenPodsBelow(scope, { podHardening, unsafeNoPodHardeningReason });
          let calls = 0;
          create(scope, (input, shape = 'name') => {
            if (typeof input === 'string') return input;
            const place = `text ${++calls} of the chart`;
            if (first) asked.push(input);
            else if (calls > asked.length) throw new Error(COUNT);
            return world.text(asked[calls - 1]!, place, shape) ?? '';
          });
          if (calls !== asked.length) throw new Error(COUNT);
          first = false;
          return scope;
        },
      },
      options,
    );
  }
}

const COUNT =
  'the function requests another number of texts when others turn out differently, so it is unclear which is which. Request all of '
  + 'them in any case.';
