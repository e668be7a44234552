import MaybeIcon from '@mui/icons-material/GppMaybeOutlined';
import ShieldIcon from '@mui/icons-material/ShieldOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import { ToneChip } from '../layout/ToneChip.tsx';

const levels = {
  low: { word: 'Low risk', tone: 'good', Icon: ShieldIcon },
  medium: { word: 'Medium risk', tone: 'waiting', Icon: MaybeIcon },
  high: { word: 'High risk', tone: 'bad', Icon: WarningIcon },
} as const;

/** How much can go wrong: word, shape and colour, in this order of weight. */
export function RiskTag(props: { level: string }) {
  const found = Object.entries(levels).find(([level]) => level === props.level);
  if (found === undefined) return <ToneChip tone="neutral">Risk not rated</ToneChip>;
  const { word, tone, Icon } = found[1];
  return (
    <ToneChip tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </ToneChip>
  );
}
