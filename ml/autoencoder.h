#pragma once

#include "domain/result.h"
#include "ml/autoencoderapi.h"
#include "ml/conditioning.h"
#include "ml/torchnet.h"

#include <QCoreApplication>

#include <functional>
#include <map>
#include <memory>

namespace rig::ml {

struct AutoencoderConfig
{
    std::uint32_t length = 20;     ///< rows of a window, 2 to 1,000
    std::uint32_t encoding = 32;   ///< numbers that a window is pressed into, 1 to 1,000
    std::uint32_t windows = 6'000; ///< how many are learnt from
    std::uint64_t seed = 1;

    Done validate() const;
};

/// An LSTM that presses the last rows of a machine into a few numbers and puts the newest row together again
/// from them: what it has not learnt to put together is unusual. Learnt from healthy rows that follow one
/// another. An immutable value.
class Autoencoder
{
    Q_DECLARE_TR_FUNCTIONS(rig::ml::Autoencoder)

public:
    /// Whether the module that computes it, rig-torch, is there: unavailable, with a sentence where it was
    /// looked for, where not. The first call opens it, which takes half a second. Any thread.
    static Done available();

    /// Of a table with as many rows as a window has, or more. `wandering` is that of the healthy time
    /// (wandering.h). unavailable without the module; cancelled where `goesOn`, which is told now and then
    /// how much is done, 0 to 1, says false.
    static Result<Autoencoder> train(const Table &table, const AutoencoderConfig &config, double wandering,
                                     const std::function<bool(double)> &goesOn);

    std::size_t width() const { return m_conditioning.width(); }
    std::size_t length() const { return m_shape.length; }
    /// How many rows are best taken into one batch, 1 to 1,024: more are no faster, and their windows are no
    /// more than 64 MiB unless a single one is.
    std::size_t rowsAtOnce() const;

    /// How far off a row is, the logarithm of a mean over the sensors that are there; each sensor's part in
    /// it is in `parts` afterwards. `errors` are those of the row by sensor (autoencoderErrors).
    double score(std::span<const float> errors, std::span<double> parts) const;

    /// The mean error of each sensor that is usual, by rows it has not learnt from; 1 before that was said.
    /// Scores are compared with one another only by the same ones.
    void setUsualErrors(std::vector<double> errors);
    /// What a row is worth of which nothing is there; 0 before it was said.
    void setUsualScore(double score) { m_usualScore = score; }
    double usualScore() const { return m_usualScore; }

    Record record() const;
    /// Without the module it is there and computes nothing.
    static Autoencoder from(Record &record, std::size_t width);
    bool computes() const { return m_net.net != nullptr; }
    /// The newest rows of windows that follow one another put together again, as fast as the module is by
    /// itself; conditioned values, as AutoencoderWatch makes them.
    std::vector<float> rebuilt(std::span<const float> windows) const;

private:
    friend class AutoencoderBatch;
    friend class AutoencoderWatch;

    AutoencoderShape m_shape;
    Conditioning m_conditioning;
    std::vector<double> m_usualErrors; ///< by sensor
    double m_usualScore = 0;
    TorchNet<AutoencoderNet> m_net;
};

/// Windows of any machines that are computed together, which is many times as fast as one by one. It is worth
/// keeping: what it prepares for the nets that it knows serves the next batch. One thread at a time.
class AutoencoderBatch
{
public:
    /// Takes a window; its number for rebuilt().
    std::size_t add(const Autoencoder &autoencoder, std::span<const float> window);
    void run();
    /// The newest row put together again, after run(); NaN where that failed, which is logged.
    std::span<const float> rebuilt(std::size_t number) const;
    /// Ready for the next windows.
    void clear();

private:
    struct Group
    {
        std::shared_ptr<const AutoencoderNet> net;
        AutoencoderShape shape;
        std::vector<float> windows;
        std::vector<float> rows;
        std::size_t count = 0;
    };
    /// Groups of one shape side by side.
    struct Stack
    {
        std::vector<std::size_t> groups;
        std::shared_ptr<const AutoencoderStack> nets;
    };
    struct Place
    {
        std::size_t group;
        std::size_t at;
    };

    void runAlone(Group &group) const;
    void runTogether(Stack &stack);
    void makeStacks();

    std::vector<Group> m_groups;
    std::vector<Place> m_places;
    std::vector<Stack> m_stacks; ///< of shapes that several groups have
    std::size_t m_stacked = 0;   ///< groups that they are made of
};

/// The last rows of one machine. One thread at a time.
class AutoencoderWatch
{
public:
    explicit AutoencoderWatch(std::shared_ptr<const Autoencoder> autoencoder);

    /// Where the sensors that wander were, by another watch of the same autoencoder.
    void goOnFrom(const AutoencoderWatch &before) { m_conditioner.goOnFrom(before.m_conditioner); }

    /// Takes a row (NaN: missing; what it last was is put in its place) and the window that ends with it into
    /// the batch.
    struct Taken
    {
        std::size_t window = 0;
        std::vector<float> row; ///< conditioned; NaN where it is missing
    };
    Taken take(std::span<const double> row, AutoencoderBatch &batch);

    /// How far off each sensor of the row was, squared; NaN where it was missing.
    std::vector<float> errors(const Taken &taken, const AutoencoderBatch &batch) const;
    /// As Autoencoder::score of those.
    double score(const Taken &taken, const AutoencoderBatch &batch, std::span<double> parts) const
    {
        return m_autoencoder->score(errors(taken, batch), parts);
    }

private:
    std::shared_ptr<const Autoencoder> m_autoencoder;
    Conditioner m_conditioner;
    std::vector<double> m_conditioned;
    std::vector<float> m_window; ///< the newest row last; empty before the first
};

/// The errors of the rows of a table, row by row (AutoencoderWatch::errors), by a watch of their own; but for
/// the first `before` rows, which it only sees.
std::vector<float> autoencoderErrors(const std::shared_ptr<const Autoencoder> &autoencoder,
                                     const Table &table, std::size_t before = 0);

} // namespace rig::ml
