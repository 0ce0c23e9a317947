// aegis scan: find and show, masked; or redact; or the batch form that other programs drive.
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/explained.h"
#include "cli/output.h"
#include "src/base/limits.h"
#include "src/codec/codec.h"
#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "topology/user_rules.h"

namespace aegis::cli {
namespace {

struct ScanOptions {
  std::vector<std::string> files;
  std::vector<std::string> detect = {"pii", "secrets"};
  float min_score = 0.5f;
  std::string format = "text";
  std::string rules;  // a file
  bool json = false;
  bool redact = false;
  bool batch = false;
  bool fail = false;
  bool explain = false;
  bool show_values = false;
  size_t near_misses = 10;
};

bool WriteAll(std::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
}

// What the engine says of one text. Spans are in the bytes that were given.
class Scanner {
 public:
  explicit Scanner(std::unique_ptr<Pipeline> pipeline) : pipeline_(std::move(pipeline)) {}
  // Good until the next Scan.
  RecordResult<Inspection> Scan(std::string_view bytes) {
    arena_.Reset();
    return pipeline_->Inspect(bytes, 0, arena_);
  }
  RecordResult<Explanation> Explain(std::string_view bytes, size_t most_near_misses) {
    arena_.Reset();
    return pipeline_->Explain(bytes, 0, most_near_misses, arena_);
  }
  const RuleSet& rules() const { return pipeline_->plan().rules; }
  const std::string& EntityOf(const Finding& finding) const {
    const RuleSet& rules = pipeline_->plan().rules;
    return rules.EntityName(rules.EntityOf(finding.rule));
  }
  const std::string& RuleOf(const Finding& finding) const {
    return pipeline_->plan().rules.rules()[finding.rule].id;
  }

 private:
  std::unique_ptr<Pipeline> pipeline_;
  Arena arena_;
};

double Rounded(float score) { return std::round(score * 100) / 100.0; }

// --- files

Result<std::string> ReadWhole(const std::string& path) {
  std::string content;
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return Fail(ErrorCode::kNotFound, path + ": " + std::strerror(errno));
  }
  char block[1 << 16];
  size_t count = 0;
  while ((count = std::fread(block, 1, sizeof block, file)) > 0 &&
         content.size() <= limits::kMaxRecordBytes) {
    content.append(block, count);
  }
  const bool failed = std::ferror(file) != 0;
  const std::string why = std::strerror(errno);
  if (file != stdin) std::fclose(file);
  if (failed) return Fail(ErrorCode::kUnavailable, path + ": " + why);
  if (content.size() > limits::kMaxRecordBytes) {
    return Fail(ErrorCode::kInvalidArgument, path + ": larger than the " +
                                                 std::to_string(limits::kMaxRecordBytes >> 20) +
                                                 " MiB that are scanned as one text; split it");
  }
  return content;
}

// Lines and columns (in bytes) of ascending offsets.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  std::pair<size_t, size_t> At(size_t offset) {
    for (; position_ < offset; ++position_) {
      if (text_[position_] == '\n') {
        ++line_;
        line_start_ = position_ + 1;
      }
    }
    return {line_, offset - line_start_ + 1};
  }

 private:
  std::string_view text_;
  size_t position_ = 0;
  size_t line_ = 1;
  size_t line_start_ = 0;
};

void ShowFindings(const std::string& file, std::string_view content, const Inspection& inspection,
                  const Scanner& scanner, bool json) {
  LineCounter lines(content);
  for (const Finding& finding : inspection.findings) {
    const auto [line, column] = lines.At(finding.text.begin);
    const std::string shown = Masked(finding.text.In(content));
    if (json) {
      const nlohmann::ordered_json row = {{"file", file},
                                          {"line", line},
                                          {"column", column},
                                          {"start", finding.text.begin},
                                          {"end", finding.text.end},
                                          {"entity", scanner.EntityOf(finding)},
                                          {"rule", scanner.RuleOf(finding)},
                                          {"score", Rounded(finding.score)},
                                          {"masked", shown}};
      WriteAll(row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    } else {
      char score[16];
      std::snprintf(score, sizeof score, " %.2f ", static_cast<double>(finding.score));
      WriteAll(file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " +
               scanner.EntityOf(finding) + score + shown + "\n");
    }
  }
}

// How many findings there are in what was written out; or why it could not be scanned.
RecordResult<size_t> ExplainContent(const std::string& file, std::string_view content,
                                    const ScanOptions& options, Scanner& scanner) {
  const RecordResult<Explanation> explained = scanner.Explain(content, options.near_misses);
  if (!explained) return tl::unexpected(explained.error());
  WriteAll(ShowExplanation(file, content, *explained, scanner.rules(),
                           {options.json, options.show_values, options.min_score}));
  return explained->findings.size();
}

RecordResult<size_t> ScanContent(const std::string& file, std::string_view content,
                                 const ScanOptions& options, Scanner& scanner) {
  if (options.explain) return ExplainContent(file, content, options, scanner);
  const RecordResult<Inspection> scanned = scanner.Scan(content);
  if (!scanned) return tl::unexpected(scanned.error());
  if (options.redact) {
    WriteAll(scanned->redacted);
  } else {
    ShowFindings(file, content, *scanned, scanner, options.json);
  }
  return scanned->findings.size();
}

int ScanFiles(const ScanOptions& options, Scanner& scanner) {
  std::vector<std::string> files = options.files;
  if (files.empty()) files.push_back("-");
  if (options.redact && files.size() > 1) {
    SayError("--redact takes one file");
    return kBadUsage;
  }
  bool failed = false;
  size_t found = 0;
  size_t not_scanned = 0;
  for (const std::string& file : files) {
    Result<std::string> content = ReadWhole(file);
    if (!content) {
      SayError(content.error().message);
      ++not_scanned;
      continue;
    }
    const RecordResult<size_t> scanned = ScanContent(file, *content, options, scanner);
    if (!scanned) {
      SayError(file + ": " + std::string(RecordErrorName(scanned.error().code)) + " at byte " +
               std::to_string(scanned.error().offset));
      ++not_scanned;
      continue;
    }
    found += *scanned;
  }
  failed |= std::ferror(stdout) != 0;
  if (std::fflush(stdout) != 0) {
    SayError(std::string("the output could not be written: ") + std::strerror(errno));
    failed = true;
  }
  failed |= not_scanned > 0;
  // Nobody shall take what was not looked at for clean.
  if (!options.redact && !options.json) {
    if (not_scanned < files.size()) std::fprintf(stderr, "%zu findings\n", found);
    if (not_scanned > 0)
      std::fprintf(stderr, "%zu of %zu files not scanned\n", not_scanned, files.size());
  }
  return failed || (options.fail && found > 0) ? kFailed : kFine;
}

// --- batch

// Lines of standard input. Asks before it would block, so that the answers so far can be flushed
// first.
class LineReader {
 public:
  // False at the end of the input.
  template <typename BeforeBlocking>
  bool Next(std::string& line, BeforeBlocking&& before_blocking) {
    for (;;) {
      const size_t end = buffer_.find('\n', searched_);
      if (end != std::string::npos) {
        line.assign(buffer_, begin_, end - begin_);
        begin_ = searched_ = end + 1;
        too_long_ = std::exchange(dropping_, false);
        return true;
      }
      searched_ = buffer_.size();
      if (ended_) {
        too_long_ = std::exchange(dropping_, false);
        if (begin_ == buffer_.size() && !too_long_) return false;
        line.assign(buffer_, begin_);
        begin_ = buffer_.size();
        return true;
      }
      if (buffer_.size() - begin_ > limits::kMaxRecordBytes) {
        dropping_ = true;
        begin_ = searched_ = buffer_.size();
      }
      buffer_.erase(0, begin_);
      searched_ -= begin_;
      begin_ = 0;
      pollfd ready{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
      if (poll(&ready, 1, 0) == 0) before_blocking();
      const size_t old = buffer_.size();
      buffer_.resize(old + kBlock);
      ssize_t count = 0;
      do {
        count = read(STDIN_FILENO, buffer_.data() + old, kBlock);
      } while (count < 0 && errno == EINTR);
      buffer_.resize(old + static_cast<size_t>(std::max<ssize_t>(count, 0)));
      if (count <= 0) {
        ended_ = true;
        failed_ = count < 0;
      }
    }
  }
  bool failed() const { return failed_; }
  // The last line was longer than anything that is scanned; only its end was kept.
  bool too_long() const { return too_long_; }

 private:
  static constexpr size_t kBlock = 1 << 16;
  std::string buffer_;
  size_t begin_ = 0;
  size_t searched_ = 0;
  bool ended_ = false;
  bool failed_ = false;
  bool dropping_ = false;
  bool too_long_ = false;
};

// The id as it was spelled: a number that no machine type holds must come back as it went in. Of
// repeated members the last one counts, as for the parser.
RecordResult<std::string> RawId(std::string_view line, Codec& codec, Arena& arena) {
  arena.Reset();
  auto document = codec.Decode(line, arena);
  if (!document) return tl::unexpected(document.error());
  std::string_view raw = "null";
  const std::span<const PathNode> nodes = document->Fields().nodes();
  for (size_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].parent == 0 && nodes[i].name == "id") raw = nodes[i].raw.In(line);
  }
  return std::string(raw);
}

// What is said of one line, without its id; `good` says whether it was a request.
nlohmann::ordered_json Answer(const nlohmann::json& request, Scanner& scanner, bool& good) {
  good = false;
  if (request.is_discarded()) return {{"error", "the line is not JSON"}};
  if (!request.is_object()) return {{"error", "the line is not a JSON object"}};
  const auto text = request.find("text");
  if (text == request.end() || !text->is_string()) {
    return {{"error", "\"text\" is missing or not a string"}};
  }
  const auto& bytes = text->get_ref<const std::string&>();
  const RecordResult<Inspection> scanned = scanner.Scan(bytes);
  if (!scanned) return {{"error", RecordErrorName(scanned.error().code)}};
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const Finding& finding : scanned->findings) {
    findings.push_back({{"entity", scanner.EntityOf(finding)},
                        {"rule", scanner.RuleOf(finding)},
                        {"start", finding.text.begin},
                        {"end", finding.text.end},
                        {"score", Rounded(finding.score)}});
  }
  good = true;
  return {{"redacted", scanned->redacted}, {"findings", std::move(findings)}};
}

int ScanBatch(Scanner& scanner) {
  LineReader reader;
  Codecs codecs;
  Arena arena;
  std::string line;
  bool all_good = true;
  bool written = true;
  while (written && reader.Next(line, [] { std::fflush(stdout); })) {
    bool good = false;
    std::string id = "null";
    nlohmann::ordered_json answer;
    if (reader.too_long()) {
      answer = {{"error", "the line is longer than " +
                              std::to_string(limits::kMaxRecordBytes >> 20) + " MiB"}};
    } else {
      const nlohmann::json request = nlohmann::json::parse(line, nullptr, false);
      answer = Answer(request, scanner, good);
      if (request.is_object()) {
        RecordResult<std::string> raw = RawId(line, codecs.For(Format::kJson), arena);
        if (raw) {
          id = std::move(*raw);
        } else {
          // The other parser is content with less: a zero byte ends its input.
          good = false;
          const RecordErrorCode code = raw.error().code;
          const bool limit =
              code == RecordErrorCode::kTooDeep || code == RecordErrorCode::kTooManyFields;
          answer = {{"error", limit ? "the line is nested too deep, or has too many members"
                                    : "the line is not JSON"}};
        }
      }
    }
    all_good &= good;
    const std::string rest = answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    written = WriteAll("{\"id\":" + id + "," + rest.substr(1) + "\n");
  }
  written &= std::fflush(stdout) == 0;
  if (!written) SayError(std::string("the output could not be written: ") + std::strerror(errno));
  if (reader.failed())
    SayError(std::string("the input could not be read: ") + std::strerror(errno));
  return all_good && written && !reader.failed() ? kFine : kFailed;
}

int RunScan(const ScanOptions& options) {
  SimplePlan wanted;
  wanted.detect = options.detect;
  wanted.min_score = options.min_score;
  topology::LoadedRules loaded;
  if (!options.rules.empty()) {
    loaded = topology::LoadRulesFile(options.rules);
    if (!loaded.book) {
      SayProblems(loaded.problems);
      return kBadUsage;
    }
    wanted.rules = &loaded.book->rules;
  }
  wanted.max_record_bytes = limits::kMaxRecordBytes;
  wanted.auto_format = options.format == "auto";
  if (!wanted.auto_format) wanted.format = *ParseFormat(options.format);
  Result<std::shared_ptr<const Plan>> plan = MakePlan(wanted);
  if (!plan) return FailWith(plan.error(), kBadUsage);
  Result<std::unique_ptr<Pipeline>> pipeline = Pipeline::New(*plan);
  if (!pipeline) return FailWith(pipeline.error());
  Scanner scanner(std::move(*pipeline));
  return options.batch ? ScanBatch(scanner) : ScanFiles(options, scanner);
}

}  // namespace

Action AddScan(CLI::App& scan) {
  auto options = std::make_shared<ScanOptions>();
  CLI::Option* files =
      scan.add_option("FILE", options->files, "files to scan; - or none: standard input");
  scan.add_option("--detect", options->detect,
                  "packs, entities and rules; a leading - takes one away")
      ->delimiter(',')
      ->capture_default_str();
  scan.add_option("--min-score", options->min_score, "show findings with at least this score")
      ->check([](const std::string& text) {
        char* end = nullptr;
        const double score = std::strtod(text.c_str(), &end);
        const bool fine = !text.empty() && *end == '\0' && score >= 0 && score <= 1;  // not NaN
        return fine ? std::string() : "`" + text + "` is no number from 0 to 1";
      })
      ->capture_default_str();
  scan.add_option("--format", options->format, "text, json, bytes or auto")
      ->check(CLI::IsMember({"text", "json", "bytes", "auto"}))
      ->capture_default_str();
  scan.add_option("--rules", options->rules,
                  "a file of rules beside the built-in ones, as `rules.files` of a pipeline");
  CLI::Option* json = scan.add_flag("--json", options->json, "one JSON line a finding");
  CLI::Option* redact =
      scan.add_flag("--redact", options->redact, "write the sanitized text instead");
  CLI::Option* batch =
      scan.add_flag("--batch", options->batch,
                    "JSON lines {\"id\",\"text\"} in, one JSON line each out, in order");
  scan.add_flag("--fail", options->fail, "exit 1 when something was found");
  CLI::Option* explain = scan.add_flag(
      "--explain", options->explain,
      "say for each finding why it is one, and what was nearly one and why it is none");
  scan.add_option("--near-misses", options->near_misses, "how many of these to show of a file")
      ->check(CLI::Range(0, 10000))
      ->capture_default_str()
      ->needs(explain);
  scan.add_flag("--show-values", options->show_values, "do not mask what is explained")
      ->needs(explain);
  explain->excludes(redact);
  json->excludes(redact);
  batch->excludes(json)->excludes(redact)->excludes(files)->excludes(explain);
  scan.footer(
      "Examples:\n"
      "  aegis scan notes.txt\n"
      "  cat app.log | aegis scan --redact > clean.log\n"
      "  echo '{\"id\":1,\"text\":\"call +1 212-555-0142\"}' | aegis scan --batch\n"
      "  aegis scan --explain --near-misses 3 notes.txt\n"
      "  aegis scan --detect all,-PHONE_NUMBER --min-score 0 notes.txt\n"
      "  aegis scan --rules acme_rules.yaml notes.txt");
  return [options] { return RunScan(*options); };
}

}  // namespace aegis::cli
