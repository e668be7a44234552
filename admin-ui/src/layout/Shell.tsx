import MenuIcon from '@mui/icons-material/MenuOutlined';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { SkipNavigationButton } from 'react-admin';
import { useNavigate } from 'react-router';
import { DecisionProvider } from '../approvals/DecisionProvider.tsx';
import { IncidentBanner } from '../incident/IncidentBanner.tsx';
import { IncidentButton } from '../incident/IncidentButton.tsx';
import { useCommands } from '../keyboard/useCommands.ts';
import { useLiveUpdates } from '../live/useLiveUpdates.ts';
import { useProfile } from '../session/useProfile.ts';
import { NamesProvider } from '../words/NamesProvider.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { Brand } from './Brand.tsx';
import { LiveBadge } from './LiveBadge.tsx';
import { NavigationList } from './NavigationList.tsx';
import { LoadingRows } from './QueryState.tsx';
import { SandboxRibbon } from './SandboxRibbon.tsx';

const HelpDialog = lazy(async () => ({ default: (await import('../keyboard/HelpDialog.tsx')).HelpDialog }));

const wide = { xs: 'none', md: 'flex' };

/** The frame around every screen: menu, top bar, what is decided, what the keys do. */
export function Shell(props: { children: ReactNode }) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const live = useLiveUpdates();
  const profile = useProfile();
  const navigate = useNavigate();
  useCommands({ help: () => setHelpOpen(true), inbox: () => void navigate('/approvals') });
  const tenant = profile?.tenant?.name ?? profile?.tenant_name;

  return (
    <NamesProvider>
      <DecisionProvider>
        <SkipNavigationButton />
        <Box sx={{ display: 'flex', minHeight: '100vh', bgcolor: 'background.default', color: 'text.primary' }}>
          <Box
            component="nav"
            aria-label="Main"
            sx={{
              display: wide,
              flexDirection: 'column',
              width: 232,
              flexShrink: 0,
              borderRight: '1px solid',
              borderColor: 'divider',
              bgcolor: 'background.paper',
              position: 'sticky',
              top: 0,
              height: '100vh',
              overflowY: 'auto',
            }}
          >
            <Box sx={{ p: 2.25, pb: 1.5 }}>
              <Brand />
            </Box>
            <NavigationList />
          </Box>
          <Drawer
            open={menuOpen}
            onClose={() => setMenuOpen(false)}
            slotProps={{ paper: { sx: { width: 264, pt: 2 } } }}
          >
            <Box component="nav" aria-label="Main">
              <NavigationList onNavigate={() => setMenuOpen(false)} />
            </Box>
          </Drawer>
          <Box sx={{ flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
            <SandboxRibbon />
            <IncidentBanner />
            <Box
              component="header"
              sx={{
                display: 'flex',
                alignItems: 'center',
                gap: 1,
                px: { xs: 1, sm: 3 },
                minHeight: 56,
                borderBottom: '1px solid',
                borderColor: 'divider',
                bgcolor: 'background.paper',
              }}
            >
              <IconButton aria-label="Open the menu" onClick={() => setMenuOpen(true)} sx={{ display: { md: 'none' } }}>
                <MenuIcon />
              </IconButton>
              <Box component="span" sx={{ flexGrow: 1, fontWeight: 600, fontSize: '0.9rem' }}>
                {tenant}
              </Box>
              <IncidentButton />
              <LiveBadge state={live} />
              <AccountMenu onHelp={() => setHelpOpen(true)} />
            </Box>
            <Box
              component="main"
              id="main-content"
              tabIndex={-1}
              sx={{
                flexGrow: 1,
                width: '100%',
                maxWidth: 1180,
                mx: 'auto',
                px: { xs: 1.5, sm: 3 },
                py: { xs: 2, sm: 3 },
                outline: 'none',
              }}
            >
              <Suspense fallback={<LoadingRows label="this screen" />}>{props.children}</Suspense>
            </Box>
          </Box>
        </Box>
        {helpOpen ? (
          <Suspense>
            <HelpDialog open onClose={() => setHelpOpen(false)} />
          </Suspense>
        ) : null}
      </DecisionProvider>
    </NamesProvider>
  );
}
