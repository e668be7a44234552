import CampaignIcon from '@mui/icons-material/CampaignOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined';
import InboxIcon from '@mui/icons-material/InboxOutlined';
import LightbulbIcon from '@mui/icons-material/LightbulbOutlined';
import BookIcon from '@mui/icons-material/MenuBookOutlined';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import PlayIcon from '@mui/icons-material/PlayCircleOutlined';

/** The screens of the menu, in order. */
export const navigation = [
  { to: '/approvals', label: 'Inbox', Icon: InboxIcon },
  { to: '/executions', label: 'Executions', Icon: PlayIcon },
  { to: '/failures', label: 'Failures', Icon: ErrorIcon },
  { to: '/campaigns', label: 'Campaigns', Icon: CampaignIcon },
  { to: '/recommendations', label: 'Recommendations', Icon: LightbulbIcon },
  { to: '/playbooks', label: 'Playbooks', Icon: BookIcon },
  { to: '/people', label: 'People', Icon: PeopleIcon },
] as const;
