import AccountIcon from '@mui/icons-material/AccountCircleOutlined';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useLogout, useTheme } from 'react-admin';
import { useShortcutsEnabled } from '../keyboard/useCommands.ts';
import { useProfile } from '../session/useProfile.ts';

/** Who is signed in; the look, the shortcuts and the way out. */
export function AccountMenu(props: { onHelp: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [theme, setTheme] = useTheme();
  const [shortcuts, setShortcuts] = useShortcutsEnabled();
  const logout = useLogout();
  const profile = useProfile();
  const close = () => setAnchor(null);
  const act = (run: () => void) => () => {
    close();
    run();
  };
  return (
    <>
      <IconButton
        aria-label="Account and settings"
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <AccountIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <Box component="li" role="none" sx={{ px: 2, py: 1, maxWidth: 280 }}>
          <Typography variant="body2" sx={{ fontWeight: 650 }} noWrap>
            {profile?.display_name ?? profile?.email ?? 'Signed in'}
          </Typography>
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {profile?.roles.join(', ')}
          </Typography>
        </Box>
        <Divider component="li" role="none" />
        <MenuItem onClick={act(() => setTheme(theme === 'dark' ? 'light' : 'dark'))}>
          {theme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
        </MenuItem>
        <MenuItem onClick={act(() => setShortcuts(!shortcuts))}>
          {shortcuts ? 'Switch single-key shortcuts off' : 'Switch single-key shortcuts on'}
        </MenuItem>
        <MenuItem onClick={act(props.onHelp)}>Keyboard shortcuts</MenuItem>
        <MenuItem onClick={act(() => void logout())}>Sign out</MenuItem>
      </Menu>
    </>
  );
}
