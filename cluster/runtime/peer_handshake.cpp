// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/peer_handshake.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include "shared/base/bytes.h"

namespace orrery::runtime {

namespace {

constexpr std::size_t maximumName = 256;

void write(ByteWriter& writer, const Introduction& introduction) {
    writer.text(introduction.gridName);
    writer.u8(static_cast<std::uint8_t>(introduction.node.kind));
    writer.u32(introduction.node.number);
    writer.u64(introduction.incarnation);
    writer.text(introduction.version);
    writer.text(introduction.nonce);
}

Introduction read(ByteReader& reader) {
    Introduction introduction;
    introduction.gridName = reader.text();
    const std::uint8_t kind = reader.u8();
    introduction.node = core::NodeId{static_cast<core::NodeKind>(kind), reader.u32()};
    introduction.incarnation = reader.u64();
    introduction.version = reader.text();
    introduction.nonce = reader.text();
    const bool knownKind = kind == static_cast<std::uint8_t>(core::NodeKind::Unit) ||
                           kind == static_cast<std::uint8_t>(core::NodeKind::Agent);
    if (!knownKind || introduction.gridName.size() > maximumName ||
        introduction.version.size() > maximumName || introduction.nonce.size() != nonceLength) {
        reader.fail();
    }
    return introduction;
}

QByteArray viewOf(std::string_view bytes) {
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

const Error malformed{ErrorCode::Malformed, "its introduction is malformed"};

}  // namespace

std::string freshNonce() {
    std::string nonce(nonceLength, '\0');
    for (char& byte : nonce) {
        byte = static_cast<char>(QRandomGenerator::system()->generate());
    }
    return nonce;
}

std::string encodeIntroduction(const Introduction& introduction) {
    std::string bytes;
    ByteWriter writer(bytes);
    write(writer, introduction);
    return bytes;
}

Result<Introduction> decodeIntroduction(std::string_view bytes) {
    ByteReader reader(bytes);
    Introduction introduction = read(reader);
    if (!reader.complete()) {
        return malformed;
    }
    return introduction;
}

std::string encodeAnswer(const Answer& answer) {
    std::string bytes;
    ByteWriter writer(bytes);
    write(writer, answer.introduction);
    writer.text(answer.proof);
    return bytes;
}

Result<Answer> decodeAnswer(std::string_view bytes) {
    ByteReader reader(bytes);
    Answer answer;
    answer.introduction = read(reader);
    answer.proof = reader.text();
    if (!reader.complete()) {
        return malformed;
    }
    return answer;
}

std::string proofOf(std::string_view password, LinkSide side, const Introduction& connecting,
                    const Introduction& accepting) {
    if (password.empty()) {
        return {};
    }
    std::string signedBytes = side == LinkSide::Connecting ? "connecting" : "accepting";
    ByteWriter writer(signedBytes);
    write(writer, connecting);
    write(writer, accepting);
    return QMessageAuthenticationCode::hash(viewOf(signedBytes), viewOf(password),
                                            QCryptographicHash::Sha256)
        .toStdString();
}

bool sameProof(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) {
        return false;
    }
    unsigned difference = 0;
    for (std::size_t index = 0; index < one.size(); ++index) {
        difference |= static_cast<unsigned char>(one[index] ^ other[index]);
    }
    return difference == 0;
}

std::string nameOf(core::NodeId node) {
    return (node.kind == core::NodeKind::Unit ? "unit " : "agent ") + std::to_string(node.number);
}

}  // namespace orrery::runtime
