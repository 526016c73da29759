// A sentence or two that wrap and are never cut: layouts give a wrapped QLabel the height that some other width
// would need.
#pragma once

#include <QLabel>

namespace nounscope {

class WrappedLabel : public QLabel {
    Q_OBJECT
public:
    explicit WrappedLabel(QWidget* parent = nullptr);

    void setText(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
};

}  // namespace nounscope
