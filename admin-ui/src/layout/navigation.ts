import CampaignIcon from '@mui/icons-material/CampaignOutlined';
import InboxIcon from '@mui/icons-material/InboxOutlined';
import LightbulbIcon from '@mui/icons-material/LightbulbOutlined';
import BookIcon from '@mui/icons-material/MenuBookOutlined';
import PlayIcon from '@mui/icons-material/PlayCircleOutlined';

/** The screens of the menu, in order. */
export const navigation = [
  { to: '/approvals', label: 'Inbox', Icon: InboxIcon },
  { to: '/executions', label: 'Executions', Icon: PlayIcon },
  { to: '/campaigns', label: 'Campaigns', Icon: CampaignIcon },
  { to: '/recommendations', label: 'Recommendations', Icon: LightbulbIcon },
  { to: '/playbooks', label: 'Playbooks', Icon: BookIcon },
] as const;
