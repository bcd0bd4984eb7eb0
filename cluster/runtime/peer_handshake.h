// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How two processes of a grid come to trust a link. Frames of the inner wire with types below 16:
//
//   connecting side                     accepting side
//   Hello{who, nonce}            ->
//                                <-     Answer{who, nonce, proof}
//   Proof{proof}                 ->
//                                <-     Welcome              the link is up on both sides
//
// Any side may send Refusal{reason} instead and close. Beat carries nothing; it shows life.
// A proof is HMAC-SHA256 under the grid's password over the side's name and both introductions, nonces
// included; without a password it is empty. It keeps out who does not know the password; it does not
// encrypt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cluster/core/node.h"
#include "shared/base/result.h"

namespace orrery::runtime {

enum class HandshakeFrame : std::uint16_t {
    Hello = 1,
    Answer = 2,
    Proof = 3,
    Welcome = 4,
    Refusal = 5,
    Beat = 6
};

inline constexpr std::size_t nonceLength = 16;
/// Nothing longer is read from a peer that has not proven itself.
inline constexpr std::size_t maximumHandshakePayload = 4096;

/// How a process introduces itself.
struct Introduction {
    std::string gridName;
    core::NodeId node;
    std::uint64_t incarnation = 0;  ///< Higher is a later life of the same node.
    std::string version;            ///< Of the product.
    std::string nonce;              ///< Fresh for each link, nonceLength bytes.
};

enum class LinkSide : std::uint8_t { Connecting, Accepting };

/// Fresh random bytes for a link.
std::string freshNonce();

/// The bytes of an introduction; the reader refuses anything malformed or overlong.
std::string encodeIntroduction(const Introduction& introduction);
Result<Introduction> decodeIntroduction(std::string_view bytes);

/// Bytes with a proof behind them, as Answer has them.
struct Answer {
    Introduction introduction;
    std::string proof;
};
std::string encodeAnswer(const Answer& answer);
Result<Answer> decodeAnswer(std::string_view bytes);

/// What `side` has to show, 32 bytes; empty when `password` is empty.
std::string proofOf(std::string_view password, LinkSide side, const Introduction& connecting,
                    const Introduction& accepting);
/// Takes the same time wherever the two differ.
bool sameProof(std::string_view one, std::string_view other);

/// "unit 3", "agent 1".
std::string nameOf(core::NodeId node);

}  // namespace orrery::runtime
