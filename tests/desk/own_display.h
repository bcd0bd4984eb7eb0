// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An X server of the test's own, without a screen (Xvfb): the console then runs on the platform that
// people use, with real windows, focus and keys. It ends with the test, by its process id.
#pragma once

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

namespace orrery::test {

class OwnDisplay {
public:
    /// Starts Xvfb on a free display number. May be used before there is an application object.
    OwnDisplay() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) {
            return;
        }
        m_process = ::fork();
        if (m_process == 0) {
            becomeServer(ends[1]);
        }
        ::close(ends[1]);
        char letter = 0;
        while (::read(ends[0], &letter, 1) == 1 && letter != '\n') {
            m_number += letter;
        }
        ::close(ends[0]);
    }
    ~OwnDisplay() {
        if (m_process > 0) {
            ::kill(m_process, SIGTERM);
            ::waitpid(m_process, nullptr, 0);
        }
    }
    OwnDisplay(const OwnDisplay&) = delete;
    OwnDisplay& operator=(const OwnDisplay&) = delete;

    /// False: there is no Xvfb on this machine, or it did not start.
    bool isThere() const { return !m_number.empty(); }
    /// For the variable DISPLAY.
    std::string name() const { return ":" + m_number; }

private:
    /// In the child: never returns.
    [[noreturn]] static void becomeServer(int numberTo) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int told = ::dup(numberTo);   // Survives the exec.
        const std::string descriptor = std::to_string(told);
        ::execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", "1600x900x24",
                 "-nolisten", "tcp", static_cast<char*>(nullptr));
        ::_exit(127);
    }

    pid_t m_process = -1;
    std::string m_number;
};

}  // namespace orrery::test
