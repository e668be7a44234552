import BoltIcon from '@mui/icons-material/BoltOutlined';
import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined';
import ScheduleIcon from '@mui/icons-material/HourglassEmpty';
import MinusIcon from '@mui/icons-material/RemoveCircleOutlined';
import { describeStatus, type Tone } from '../executions/describe-execution.ts';
import { ToneChip } from './ToneChip.tsx';

const icons = { neutral: MinusIcon, busy: BoltIcon, waiting: ScheduleIcon, good: CheckIcon, bad: ErrorIcon } as const;

/** A status as word, icon and colour. */
export function StatusChip(props: { status: string }) {
  const { word, tone }: { word: string; tone: Tone } = describeStatus(props.status);
  const Icon = icons[tone];
  return (
    <ToneChip tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </ToneChip>
  );
}
