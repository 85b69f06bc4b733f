// SPDX-License-Identifier: MIT
// parts_to_eigen FILE PART: lists what a file holds, and adds up the columns of a matrix in it.
#include <Eigen/Core>
#include <iostream>
#include <string>

#include <bview/bview.hpp>

int main(int argc, char** argv) try {
  if (argc != 3) throw bview::Error(bview::Errc::BadUsage, "give FILE and PART");
  const bview::Input file = bview::open_input(argv[1]);
  bview::FileBytes bytes(file);
  const auto container = bview::recognised(bytes);
  if (!container) throw bview::Error(bview::Errc::BadUsage, file.name + " is no container");
  container->list([&](const bview::Part& part) {
    std::cout << part.name << ": " << part.format << ", " << part.size << " bytes\n";
    if (part.name != argv[2]) return true;
    const bview::MemoryView items = bview::view_of_part(part, file);
    const bview::TypedView<double> x(items.view(), items.layout());
    if (items.ndim() != 2 || x.data() == nullptr) return true;  // as it is, Eigen cannot take it
    using Matrix = Eigen::Map<const Eigen::MatrixXd, 0, Eigen::Stride<-1, -1>>;
    const Matrix matrix(x.data(), items.shape()[0], items.shape()[1], {x.stride(1), x.stride(0)});
    std::cout << "  " << matrix.colwise().sum() << '\n';
    return true;
  });
} catch (const bview::Error& error) {
  std::cerr << "parts_to_eigen: " << error.what() << '\n';
  return 1;
}
