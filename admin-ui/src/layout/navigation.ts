import AccountsIcon from '@mui/icons-material/AccountBalanceWalletOutlined';
import CampaignIcon from '@mui/icons-material/CampaignOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined';
import InboxIcon from '@mui/icons-material/InboxOutlined';
import LightbulbIcon from '@mui/icons-material/LightbulbOutlined';
import BookIcon from '@mui/icons-material/MenuBookOutlined';
import StopIcon from '@mui/icons-material/PanToolOutlined';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import PlayIcon from '@mui/icons-material/PlayCircleOutlined';
import LimitsIcon from '@mui/icons-material/SpeedOutlined';
import ChangesIcon from '@mui/icons-material/SwapHorizOutlined';
import OutcomesIcon from '@mui/icons-material/TrendingUpOutlined';

/** The screens of the menu, in order. */
export const navigation = [
  { to: '/approvals', label: 'Inbox', Icon: InboxIcon },
  { to: '/executions', label: 'Executions', Icon: PlayIcon },
  { to: '/changes', label: 'Changes', Icon: ChangesIcon },
  { to: '/failures', label: 'Failures', Icon: ErrorIcon },
  { to: '/campaigns', label: 'Campaigns', Icon: CampaignIcon },
  { to: '/outcomes', label: 'Outcomes', Icon: OutcomesIcon },
  { to: '/recommendations', label: 'Recommendations', Icon: LightbulbIcon },
  { to: '/playbooks', label: 'Playbooks', Icon: BookIcon },
  { to: '/caps', label: 'Limits', Icon: LimitsIcon },
  { to: '/accounts', label: 'Ad accounts', Icon: AccountsIcon },
  { to: '/stop', label: 'Stop writes', Icon: StopIcon },
  { to: '/people', label: 'People', Icon: PeopleIcon },
] as const;
